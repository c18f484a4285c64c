import { RE2JS } from 're2js';
import type { FqdnRule } from './cilium-types';

const CHARACTER = '[-a-zA-Z0-9_]';

/** A test of DNS names, which may be given with or without the dot at their end, in any case. */
export type NameMatcher = (name: string) => boolean;

/**
 * `*` stands for any characters within a label, `**.` in front for one or more labels, `*` alone for every name
 * (cilium 1.20 pkg/fqdn/matchpattern). A rule with both a name and a pattern means either.
 */
export function nameMatcher(rule: FqdnRule): NameMatcher {
  let patterns: readonly RE2JS[] | undefined;
  return name => {
    patterns ??= [rule.matchName, rule.matchPattern].flatMap(text => (text ? [compile(text)] : []));
    return patterns.some(pattern => pattern.matches(absolute(name.toLowerCase())));
  };
}

function compile(pattern: string): RE2JS {
  const text = pattern.trim().toLowerCase();
  if (/^\*+\.?$/.test(text)) return RE2JS.compile(`(${CHARACTER}+[.])+|[.]`);
  const [front = ''] = /^\*{2,}\./.exec(text) ?? [];
  const rest = absolute(text.slice(front.length)).replaceAll('.', '[.]').replaceAll(/\*+/g, `${CHARACTER}*`);
  return RE2JS.compile(front === '' ? rest : `(${CHARACTER}+[.])+${rest}`);
}

const absolute = (name: string) => (name.endsWith('.') ? name : `${name}.`);

/** Server names of TLS rules: exact, or `*.` and `**.` in front for one and for any number of labels. */
export function matchesServerName(pattern: string, name: string): boolean {
  return nameMatcher({ matchPattern: pattern })(name);
}
