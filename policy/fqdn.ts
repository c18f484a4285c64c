import { RE2JS } from 're2js';
import type { FqdnRule } from './cilium-types';

const CHARACTER = '[-a-zA-Z0-9_]';

/**
 * Whether a rule means a DNS name, which may be given with or without the dot at its end, in any case. In a pattern
 * `*` stands for any characters within a label, `**.` in front for one or more labels, `*` alone for every name
 * (cilium 1.20 pkg/fqdn/matchpattern). A rule with both a name and a pattern means either.
 */
export function matchesName(rule: FqdnRule, name: string): boolean {
  const patterns =
    compiled.get(rule) ?? [rule.matchName, rule.matchPattern].flatMap(text => (text ? [compile(text)] : []));
  compiled.set(rule, patterns);
  return patterns.some(pattern => pattern.matches(absolute(name.toLowerCase())));
}

const compiled = new WeakMap<FqdnRule, readonly RE2JS[]>();

function compile(pattern: string): RE2JS {
  const text = pattern.trim().toLowerCase();
  if (/^\*+\.?$/.test(text)) return RE2JS.compile(`(${CHARACTER}+[.])+|[.]`);
  const [front = ''] = /^\*{2,}\./.exec(text) ?? [];
  const rest = absolute(text.slice(front.length)).replaceAll('.', '[.]').replaceAll(/\*+/g, `${CHARACTER}*`);
  return RE2JS.compile(front === '' ? rest : `(${CHARACTER}+[.])+${rest}`);
}

const absolute = (name: string) => (name.endsWith('.') ? name : `${name}.`);
