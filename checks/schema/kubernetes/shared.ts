import { isDnsLabel } from '../../../model/dns-name';
import { field, listOf, recordsOf, selectorOf, textsOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { selects } from '../../../model/label-selector';
import { lastKeys, quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { labelViolations } from '../metadata';

/**
 * What Kubernetes' own validation refuses beyond the schema (kubernetes 1.36 pkg/apis/<group>/validation). The functions
 * read values of which the structure is right.
 */
export type Validate = (value: unknown, at: readonly Step[]) => Violation[];

/** Where most fields are. */
export const spec: readonly Step[] = ['spec'];

/** A sentence of its own about a place. */
export const wrong = (
  at: readonly Step[],
  message: string,
  help: Pick<Violation, 'allowed' | 'repair'> = {},
): Violation => ({
  kind: 'value',
  at,
  message,
  ...help,
});

export const missing = (at: readonly Step[], key: string): Violation => ({
  kind: 'missing',
  at: [...at, key],
  message: `the field \`${key}\` is missing`,
  repair: `add \`${key}\``,
});

/** A value that Go cannot distinguish from an absent one. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Validates each item of a list. */
export const each = (value: unknown, at: readonly Step[], key: string, validate: Validate): Violation[] =>
  listOf(value, key).flatMap((item, index) => validate(item, [...at, key, index]));

export function range(value: unknown, at: readonly Step[], min: number, max = Number.POSITIVE_INFINITY): Violation[] {
  // A number that is too large for 32 bits wraps, without an error, to an unpredictable one.
  const isWrapped = typeof value === 'number' && value >= 2 ** 31 && max < 2 ** 31 - 1;
  if (typeof value !== 'number' || isWrapped || (value >= min && value <= max)) return [];
  return [refused(value, at, max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`)];
}

export const port = (value: unknown, at: readonly Step[]): Violation[] => range(value, at, 1, 65_535);

/** Numbers that may not be negative, by their keys. */
export const notNegative = (value: unknown, at: readonly Step[], ...keys: readonly string[]): Violation[] =>
  keys.flatMap(key => range(field(value, key), [...at, key], 0));

/** IANA_SVC_NAME: the name of a container's or a Service's port. */
export const isPortName = (text: string) =>
  text.length <= 15 && /^[a-z0-9-]+$/.test(text) && /[a-z]/.test(text) && !/^-|-$|--/.test(text);

export const portNameForm = 'at most 15 lower-case letters, digits and single dashes, with at least one letter';

export const dnsLabel = (value: unknown, at: readonly Step[]): Violation[] =>
  typeof value !== 'string' || isDnsLabel(value)
    ? []
    : [refused(value, at, 'at most 63 lower-case letters, digits and `-`, with a letter or digit at both ends')];

export const choice = (value: unknown, at: readonly Step[], ...choices: readonly string[]): Violation[] =>
  typeof value !== 'string' || value === '' || choices.includes(value)
    ? []
    : [refused(value, at, choices.map(quoted).join(', '))];

/** Two items of a list that have the same value where it has to be unique. */
export function unique(
  value: unknown,
  at: readonly Step[],
  list: string,
  key: (item: unknown) => string | undefined,
  field: string,
): Violation[] {
  const seen = new Set<string>();
  return listOf(value, list).flatMap((item, index) => {
    const own = key(item);
    if (own === undefined) return [];
    if (!seen.has(own)) {
      seen.add(own);
      return [];
    }
    return [wrong([...at, list, index, field], `\`${field}\` \`${own}\` is used twice`, { repair: 'choose another' })];
  });
}

/** At most, or exactly, one of several fields. */
export function oneOf(
  value: unknown,
  at: readonly Step[],
  keys: readonly string[],
  what: string,
  isRequired: boolean,
): Violation[] {
  const given = keys.filter(key => field(value, key) !== undefined && field(value, key) !== null);
  if (given.length === 1 || (given.length === 0 && !isRequired)) return [];
  const allowed = `one of ${keys.map(quoted).join(', ')}`;
  return given.length === 0
    ? [wrong(at, `\`${lastKeys(at)}\` has no ${what}`, { allowed })]
    : [
        wrong([...at, given[1]!], `\`${lastKeys(at)}\` has more than one ${what}: ${given.map(quoted).join(', ')}`, {
          allowed,
          repair: 'keep one',
        }),
      ];
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A label selector of Kubernetes: keys, values, and operators with the right number of values. */
export function selectorViolations(selector: unknown, at: readonly Step[]): Violation[] {
  return [
    ...labelViolations(textsOf(selector, 'matchLabels'), [...at, 'matchLabels']),
    ...each(selector, at, 'matchExpressions', (term, path) => termViolations(term, path, operators)),
  ];
}

export function termViolations(term: unknown, at: readonly Step[], known: readonly string[]): Violation[] {
  const operator = field(term, 'operator');
  const key = field(term, 'key');
  const count = listOf(term, 'values').length;
  const isKey = typeof key !== 'string' || isLabelKey(key);
  const values = typeof operator !== 'string' || !known.includes(operator) ? undefined : valuesOf(operator, count);
  return [
    ...(isKey ? [] : [refused(key, [...at, 'key'], 'a label key')]),
    ...(typeof operator === 'string' && !known.includes(operator)
      ? [refused(operator, [...at, 'operator'], known.map(quoted).join(', '))]
      : []),
    ...(values === undefined
      ? []
      : [wrong([...at, 'values'], `\`${operator}\` has ${count} values`, { allowed: values })]),
  ];
}

function valuesOf(operator: string, count: number): string | undefined {
  if (operator === 'In' || operator === 'NotIn') return count > 0 ? undefined : 'at least one value';
  if (operator === 'Gt' || operator === 'Lt') return count === 1 ? undefined : 'one value';
  return count === 0 ? undefined : 'no values';
}

/** A controller has to select the pods that its template makes. */
export function selectsTemplate(spec: unknown, at: readonly Step[]): Violation[] {
  const selector = field(spec, 'selector');
  const labels = textsOf(spec, 'template', 'metadata', 'labels');
  const parsed = selectorOf(selector);
  if (selector === undefined || selector === null) return [];
  const terms = recordsOf(selector, 'matchExpressions').length + Object.keys(textsOf(selector, 'matchLabels')).length;
  if (terms === 0)
    return [wrong([...at, 'selector'], 'the selector is empty', { allowed: 'labels of the pod template' })];
  if (selects(parsed, labels)) return [];
  return [
    wrong([...at, 'template', 'metadata', 'labels'], 'the selector does not match the labels of the pod template', {
      repair: 'write the labels of `selector` under `template.metadata.labels`',
    }),
  ];
}
