import { RE2JS } from 're2js';
import { memoize } from '../model/memoize';
import type { FqdnRule } from './cilium-types';

const nameCharacter = '[-a-zA-Z0-9_]';

/**
 * Whether a rule means a DNS name, which may be given with or without the dot at its end, in any case. In a pattern
 * `*` stands for any characters within a label, `**.` in front for one or more labels, `*` alone for every name
 * (cilium 1.20 pkg/fqdn/matchpattern). A rule with both a name and a pattern means either.
 */
export function matchesName(rule: FqdnRule, name: string): boolean {
  return patternsOf(rule).some(pattern => pattern.matches(absolute(name.toLowerCase())));
}

const patternsOf = memoize(({ matchName, matchPattern }: FqdnRule) =>
  [matchName, matchPattern].flatMap(text => (text ? [compile(text)] : [])),
);

function compile(pattern: string): RE2JS {
  const text = pattern.trim().toLowerCase();
  if (/^\*+\.?$/.test(text)) return RE2JS.compile(`(${nameCharacter}+[.])+|[.]`);
  const [front = ''] = /^\*{2,}\./.exec(text) ?? [];
  const rest = absolute(text.slice(front.length)).replaceAll('.', '[.]').replaceAll(/\*+/g, `${nameCharacter}*`);
  return RE2JS.compile(front === '' ? rest : `(${nameCharacter}+[.])+${rest}`);
}

const absolute = (name: string) => (name.endsWith('.') ? name : `${name}.`);
