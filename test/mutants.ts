import { isRecord } from '../model/manifest';
import type { Chooser } from './chooser';

const junk: readonly unknown[] = [
  ...[null, undefined, true, 0, -1, 1.5, 1e9, 1e21, '', 'x', '*', '[', '$a/b', '{{ x }}', '../..', '\u0000'],
  ...['__proto__', '::/0', '10.0.0.0/33', '999.999.999.999', 'https://-:6443'],
  ...[[], {}, [null], [[]], [{}], ['*'], { '': {} }, { a: 1 }, { name: {} }, { constructor: 1 }, ['a', 1, {}]],
];
const keys = ['__proto__', 'constructor', 'toString', 'spec', 'name', ''];

/** A copy with one value replaced, removed, doubled or added; `vocabulary` are keys that the reader looks for. */
export function mutantOf(value: unknown, choose: Chooser, vocabulary: readonly string[] = []): unknown {
  if (typeof value !== 'object' || value === null || choose.chance(0.15)) return choose.pick(junk);
  if (Array.isArray(value)) {
    if (value.length === 0) return [choose.pick(junk)];
    if (choose.chance(0.1)) return [...value, ...value];
    const index = choose.below(value.length);
    return value.map((item, at) => (at === index ? mutantOf(item, choose, vocabulary) : item));
  }
  const entries = isRecord(value) ? Object.entries(value) : [];
  if (entries.length === 0 || choose.chance(0.15))
    return { ...value, [choose.pick([...keys, ...vocabulary])]: choose.pick(junk) };
  const index = choose.below(entries.length);
  if (choose.chance(0.1)) return Object.fromEntries(entries.filter((_, at) => at !== index));
  return Object.fromEntries(
    entries.map(([key, item], at) => [key, at === index ? mutantOf(item, choose, vocabulary) : item]),
  );
}

/** One to three mutations of the same value. */
export function manyTimesMutated(value: unknown, choose: Chooser, vocabulary: readonly string[] = []): unknown {
  const times = 1 + choose.below(3);
  return Array.from({ length: times }).reduce<unknown>(mutated => mutantOf(mutated, choose, vocabulary), value);
}
