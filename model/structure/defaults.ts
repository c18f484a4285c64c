import { isRecord } from '../manifest';
import type { Schema } from '../schema';

/** The value as the API server completes it before it judges: an absent field, or a null one, gets its default. */
export function withDefaults(value: unknown, schema: Schema): unknown {
  const { properties = {}, additionalProperties, items } = schema;
  if (Array.isArray(value)) return items === undefined ? value : value.map(item => withDefaults(item, items));
  if (!isRecord(value)) return value;
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const given = Object.entries(value).filter(([key, child]) => !isReplaced(child, properties[key]));
  const missing = Object.entries(properties).flatMap(([key, { default: standard }]) =>
    standard === undefined || given.some(([name]) => name === key) ? [] : [[key, standard] as const],
  );
  return Object.fromEntries(
    [...given, ...missing].map(([key, child]) => {
      const found = Object.hasOwn(properties, key) ? properties[key] : others;
      return [key, found === undefined ? child : withDefaults(child, found)];
    }),
  );
}

const isReplaced = (value: unknown, schema: Schema | undefined) =>
  value === null && schema?.default !== undefined && !schema.nullable;
