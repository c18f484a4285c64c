import { RE2JS } from 're2js';
import { memoize } from '../model/memoize';
import type { FqdnRule } from './cilium-types';

/** The characters of labels, in every case. */
export const nameCharacter = /[-a-z0-9_]/;
const nameClass = '[-a-zA-Z0-9_]';

/** A part of a pattern: a character, any characters within a label, or one or more labels with their dots. */
export type NameToken = string | 'within' | 'labels';

/**
 * Whether a rule means a DNS name, which may be given with or without the dot at its end, in any case. In a pattern
 * `*` stands for any characters within a label, `**.` in front for one or more labels, `*` alone for every name
 * (cilium 1.20 pkg/fqdn/matchpattern). A rule with both a name and a pattern means either.
 */
export function matchesName(rule: FqdnRule, name: string): boolean {
  return patternsOf(rule).some(pattern => pattern.matches(absolute(name.toLowerCase())));
}

const patternsOf = memoize((rule: FqdnRule) => textsOf(rule).map(text => compile(text)));

/** The name and the pattern of a rule, which are matched alike. */
export const textsOf = ({ matchName, matchPattern }: FqdnRule): string[] =>
  [matchName, matchPattern].flatMap(text => (text ? [text] : []));

/** The parts of a pattern, its last dot included. */
export function nameTokens(pattern: string): NameToken[] {
  const text = pattern.trim().toLowerCase();
  if (/^\*+\.?$/.test(text)) return ['labels'];
  const [front = ''] = /^\*{2,}\./.exec(text) ?? [];
  const rest = absolute(text.slice(front.length)).replaceAll(/\*+/g, '*');
  return [...(front === '' ? [] : ['labels']), ...[...rest].map(each => (each === '*' ? 'within' : each))];
}

function compile(pattern: string): RE2JS {
  const tokens = nameTokens(pattern);
  const body = tokens.map(token => {
    if (token === 'labels') return `(${nameClass}+[.])+`;
    return token === 'within' ? `${nameClass}*` : RE2JS.quote(token);
  });
  // The root is a name too.
  return RE2JS.compile(tokens.length === 1 && tokens[0] === 'labels' ? `${body.join('')}|[.]` : body.join(''));
}

const absolute = (name: string) => (name.endsWith('.') ? name : `${name}.`);
