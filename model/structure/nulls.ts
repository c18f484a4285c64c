import type { Schema } from '../schema';
import type { Step } from '../yaml';
import { lastKeys, typeNames, type Violation } from './violation';

/** Null is absent to the decoder of a built-in kind. A CRD takes it for a value, unless its field has a default. */
export function isNullTaken(schema: Schema, at: readonly Step[], builtIn: boolean): boolean {
  const isTyped = schema.type !== undefined || schema['x-kubernetes-int-or-string'] === true;
  const isItem = typeof at.at(-1) === 'number';
  if (builtIn) return !isItem || schema.enum === undefined;
  if (schema.nullable || !isTyped) return true;
  return !isItem && (at[0] === 'metadata' || schema.default !== undefined);
}

export function nullViolation(at: readonly Step[], schema: Schema | undefined): Violation {
  const { type } = schema ?? {};
  const empty = type === 'object' ? '`{}`' : type === 'array' ? '`[]`' : 'a value';
  const isItem = typeof at.at(-1) === 'number';
  return {
    kind: 'type',
    at,
    message: `\`${lastKeys(at)}\` is empty (null); server-side apply refuses it`,
    allowed: type === undefined ? 'an integer or a string' : typeNames[type],
    repair: isItem ? 'give the item a value, or remove it' : `write ${empty}, or remove the field`,
  };
}
