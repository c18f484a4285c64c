import { isRecord } from '../manifest';
import type { Schema } from '../schema';
import type { Step } from '../yaml';
import { nullViolation } from './nulls';
import { type Judge, lastKeys, quoted, type Violation } from './violation';

/** What is wrong with the items of a list, and with how many they are. */
export function listViolations(
  value: readonly unknown[],
  schema: Schema,
  at: readonly Step[],
  judge: Judge,
): Violation[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const count = value.length;
  const size = count < minItems ? `at least ${minItems}` : count > maxItems ? `at most ${maxItems}` : undefined;
  const message = `\`${lastKeys(at)}\` has ${count} item${count === 1 ? '' : 's'}`;
  return [
    ...(items === undefined ? [] : value.flatMap((item, index) => judge(item, items, [...at, index]))),
    ...(size === undefined ? [] : [{ kind: 'value' as const, at, message, allowed: `${size} items` }]),
    ...duplicates(value, schema, at),
    ...nullItems(value, schema, at),
  ];
}

/** Null has no keys to identify it, in any decoder. */
function nullItems(value: readonly unknown[], schema: Schema, at: readonly Step[]): Violation[] {
  const isKeyed = ['set', 'map'].includes(schema['x-kubernetes-list-type'] ?? '');
  if (!isKeyed) return [];
  return value.flatMap((item, index): Violation[] =>
    item === null || item === undefined ? [nullViolation([...at, index], schema.items)] : [],
  );
}

/** Server-side apply refuses a set with the same item twice, and a map list with the same keys twice. */
function duplicates(value: readonly unknown[], schema: Schema, at: readonly Step[]): Violation[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys === undefined && schema['x-kubernetes-list-type'] !== 'set') return [];
  const seen = new Set<string>();
  return value.flatMap((item, index): Violation[] => {
    const identity = keys === undefined ? item : keysOf(item, keys, schema.items);
    const text = JSON.stringify(identity);
    if (identity === undefined || !seen.has(text)) {
      seen.add(text);
      return [];
    }
    const name =
      keys === undefined ? quoted(item) : keys.map((key, place) => `${key} ${nameAt(identity, place)}`).join(', ');
    const message = `the list has an item with ${name} already`;
    return [{ kind: 'value', at: [...at, index], message, repair: 'remove one of the two, or correct it' }];
  });
}

const nameAt = (identity: unknown, place: number) => quoted(Array.isArray(identity) ? identity[place] : undefined);

/** The values that identify an item; undefined where all of them are absent. */
function keysOf(item: unknown, keys: readonly string[], schema: Schema | undefined): unknown[] | undefined {
  if (!isRecord(item)) return undefined;
  const own = keys.map(key => item[key] ?? schema?.properties?.[key]?.default);
  return own.every(value => value === undefined) ? undefined : own;
}
