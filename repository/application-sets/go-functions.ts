import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../model/manifest';
import { formatYaml } from '../../model/yaml';

type Call = (...given: readonly unknown[]) => unknown;

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isRecord(value) ? Object.keys(value).length === 0 : !value;

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const indented = (spaces: unknown, value: unknown) => text(value).replaceAll(/^/gm, ' '.repeat(Number(spaces)));
const yaml = (value: unknown) => formatYaml([value]).trimEnd();

/** What names of Kubernetes may hold, as Argo CD makes it of any text (argo-cd 3.5 applicationset/utils/utils.go). */
export const normalized = (value: string) =>
  value
    .toLowerCase()
    .replaceAll(/[^-a-z0-9.]/g, '-')
    .slice(0, 253)
    .replaceAll(/^[-.]+|[-.]+$/g, '');

/** Functions of Go's templates, of Sprig, and of Argo CD that ApplicationSets commonly use (sprig 3.3, argo-cd 3.5). */
export const functions: Readonly<Record<string, Call>> = {
  and: (...values) => values.find(isEmpty) ?? values.at(-1),
  or: (...values) => values.find(value => !isEmpty(value)) ?? values.at(-1),
  not: isEmpty,
  eq: (first, ...others) => others.some(other => isDeepStrictEqual(first, other)),
  ne: (a, b) => !isDeepStrictEqual(a, b),
  lt: (a, b) => Number(a) < Number(b),
  le: (a, b) => Number(a) <= Number(b),
  gt: (a, b) => Number(a) > Number(b),
  ge: (a, b) => Number(a) >= Number(b),
  len: value =>
    isRecord(value) ? Object.keys(value).length : Array.isArray(value) ? value.length : text(value).length,
  print: (...values) => values.map(text).join(''),
  printf: (format, ...values) => {
    const rest = [...values];
    return text(format).replaceAll(/%(?:%|[a-z])/g, verb =>
      verb === '%%' ? '%' : verb === '%q' ? JSON.stringify(text(rest.shift())) : text(rest.shift()),
    );
  },
  index: (value, ...keys) =>
    keys.reduce<unknown>(
      (inner, key) => (Array.isArray(inner) ? inner[Number(key)] : isRecord(inner) ? own(inner, text(key)) : undefined),
      value,
    ),
  default: (fallback, value) => (isEmpty(value) ? fallback : value),
  coalesce: (...values) => values.find(value => !isEmpty(value)),
  empty: isEmpty,
  ternary: (yes, no, condition) => (isEmpty(condition) ? no : yes),
  lower: value => text(value).toLowerCase(),
  upper: value => text(value).toUpperCase(),
  title: value => text(value).replaceAll(/\b[a-z]/g, letter => letter.toUpperCase()),
  trim: value => text(value).trim(),
  trimAll: (characters, value) => stripped(text(value), text(characters)),
  trimPrefix: (prefix, value) =>
    text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : value,
  trimSuffix: (suffix, value) =>
    text(value).endsWith(text(suffix)) ? text(value).slice(0, text(value).length - text(suffix).length) : value,
  trunc: (length, value) =>
    Number(length) < 0 ? text(value).slice(Number(length)) : text(value).slice(0, Number(length)),
  substr: (from, to, value) => text(value).slice(Number(from), Number(to) < 0 ? undefined : Number(to)),
  replace: (old, by, value) => text(value).replaceAll(text(old), text(by)),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
  hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
  quote: (...values) => values.map(value => JSON.stringify(text(value))).join(' '),
  squote: (...values) => values.map(value => `'${text(value)}'`).join(' '),
  cat: (...values) => values.map(text).join(' '),
  split: (separator, value) =>
    Object.fromEntries(
      text(value)
        .split(text(separator))
        .map((part, at) => [`_${at}`, part]),
    ),
  splitList: (separator, value) => text(value).split(text(separator)),
  join: (separator, values) => list(values).map(text).join(text(separator)),
  list: (...values) => values,
  tuple: (...values) => values,
  first: values => list(values)[0],
  last: values => list(values).at(-1),
  rest: values => list(values).slice(1),
  initial: values => list(values).slice(0, -1),
  reverse: values => list(values).toReversed(),
  append: (values, value) => [...list(values), value],
  has: (value, values) => list(values).some(other => isDeepStrictEqual(value, other)),
  slice: (values, from, to) =>
    (Array.isArray(values) ? values : text(values)).slice(Number(from ?? 0), to === undefined ? undefined : Number(to)),
  dict: (...pairs) =>
    Object.fromEntries(pairs.flatMap((key, at) => (at % 2 === 0 ? [[text(key), pairs[at + 1]] as const] : []))),
  get: (map, key) => (isRecord(map) ? (own(map, text(key)) ?? '') : ''),
  hasKey: (map, key) => isRecord(map) && Object.hasOwn(map, text(key)),
  keys: map => Object.keys(isRecord(map) ? map : {}).sort(),
  dig: (...given) => {
    const [fallback, map] = given.slice(-2);
    const found = given
      .slice(0, -2)
      .reduce<unknown>((inner, key) => (isRecord(inner) ? own(inner, text(key)) : undefined), map);
    return found ?? fallback;
  },
  toString: text,
  int: value => Math.trunc(Number(value)),
  int64: value => Math.trunc(Number(value)),
  add: (...values) => values.reduce<number>((sum, value) => sum + Number(value), 0),
  sub: (a, b) => Number(a) - Number(b),
  mul: (...values) => values.reduce<number>((product, value) => product * Number(value), 1),
  div: (a, b) => Math.trunc(Number(a) / Number(b)),
  mod: (a, b) => Number(a) % Number(b),
  indent: indented,
  nindent: (spaces, value) => `\n${indented(spaces, value)}`,
  toYaml: yaml,
  toJson: value => JSON.stringify(value),
  normalize: value => normalized(text(value)),
  b64enc: value => Buffer.from(text(value)).toString('base64'),
};

const own = (map: Readonly<Record<string, unknown>>, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);

function stripped(value: string, characters: string): string {
  let [from, to] = [0, value.length];
  while (from < to && characters.includes(value[from] ?? '')) from++;
  while (to > from && characters.includes(value[to - 1] ?? '')) to--;
  return value.slice(from, to);
}
