import { type Shell, sh } from '../model/shell';

/** A Secret that you create by hand, because Git contains none. */
export interface RequiredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: Readonly<Record<string, KeySource>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** What it is for, as a sentence without a full stop. */
  readonly why: string;
}

/**
 * Where the value of a key comes from: a variable that the reader sets, a command whose output it is, a file below
 * `clusterconfig/`, or a file that synth writes or a text, neither of which is secret.
 */
export type KeySource =
  | { readonly variable: string }
  | { readonly command: Shell }
  | { readonly file: string }
  | { readonly written: string }
  | { readonly text: string };

export const random: KeySource = { command: sh`openssl rand -hex 32` };

/** A name for a shell variable, made of other names. */
export function variableNamed(...parts: readonly string[]): string {
  const name = parts
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
