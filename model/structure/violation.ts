import type { Schema } from '../schema';
import { formatPath, type Step } from '../yaml';

/** One point in which a value is not what its schema says. */
export interface Violation {
  /**
   * `unknown`: a field that does not exist; `missing`: one that has to be given; `type`: another form than expected, null
   * included; `value`: the right form, but a value that is not accepted.
   */
  readonly kind: 'unknown' | 'missing' | 'type' | 'value';
  readonly at: readonly Step[];
  readonly message: string;
  readonly allowed?: string;
  readonly repair?: string;
}

/** Everything wrong with a value inside an object. */
export type Judge = (value: unknown, schema: Schema, at: readonly Step[]) => Violation[];

/** `args[3]`: the last key, with the indices that follow it. */
export const lastKeys = (at: readonly Step[]) =>
  formatPath(
    at.slice(
      Math.max(
        0,
        at.findLastIndex(step => typeof step === 'string'),
      ),
    ),
  );

/** `text`, or the beginning of it where it is long. */
export const quoted = (value: unknown) => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `\`${text.slice(0, 77)}…\`` : `\`${text}\``;
};

/** The finding about a value that is not accepted. */
export const refused = (value: unknown, at: readonly Step[], allowed: string, repair?: string): Violation => ({
  kind: 'value',
  at,
  message: `\`${lastKeys(at)}\` cannot be ${value === '' ? 'empty' : quoted(value)}`,
  allowed,
  ...(repair !== undefined && { repair }),
});

export const typeNames = {
  object: 'a map',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: '`true` or `false`',
} as const;
