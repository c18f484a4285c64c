import { isRecord } from '../../model/manifest';
import type { EventValue } from '../event';

const textKeys = ['string_arg', 'bytes_arg'];
const pathKeys = ['file_arg', 'path_arg', 'linux_binprm_arg', 'sockaddrun_arg'];
const numberKeys = ['int_arg', 'uint_arg', 'size_arg', 'long_arg'];
const capabilityKeys = ['cap_effective_arg', 'cap_permitted_arg', 'cap_inheritable_arg', 'kernel_cap_t_arg'];

const firstOf = (value: EventValue, keys: readonly string[]) =>
  keys.map(key => value[key]).find(part => part !== undefined);

/** What an event says about a file, a path or a program. */
export interface EventPath {
  readonly path: string;
  /** Whether it is only the end of the path, because the kernel could not resolve every component. */
  readonly isPartial: boolean;
}

export function pathOf(value: EventValue): EventPath | undefined {
  const found = firstOf(value, pathKeys);
  if (!isRecord(found)) return undefined;
  return { path: String(found.path ?? ''), isPartial: String(found.flags ?? '').includes('unresolvedPathComponents') };
}

/** A path, or any other text; undefined where the event cuts it off or has neither. */
export function textOf(value: EventValue): string | undefined {
  if ('truncated_bytes_arg' in value) return undefined;
  const text = pathOf(value)?.path ?? firstOf(value, textKeys);
  return typeof text === 'string' ? text : undefined;
}

/** Integers of 64 bits are text in JSON, capabilities are hexadecimal. */
export function numberOf(value: EventValue): bigint | undefined {
  const decimal = firstOf(value, numberKeys);
  if (decimal !== undefined) return integerOf(String(decimal));
  const hexadecimal = firstOf(value, capabilityKeys);
  return hexadecimal === undefined ? undefined : integerOf(`0x${hexadecimal || 0}`);
}

/** Undefined for what is not a whole number, decimal or hexadecimal. */
export function integerOf(text: string): bigint | undefined {
  return /^(?:-?\d+|0x[\da-f]+)$/i.test(text) ? BigInt(text) : undefined;
}

/** First letter of `permission`, as `ls` writes it. */
const letters: Readonly<Record<string, string>> = {
  ...{ sock: 's', socket: 's', lnk: 'l', link: 'l', reg: '-', regular: '-', blk: 'b', block: 'b' },
  ...{ dir: 'd', chr: 'c', char: 'c', fifo: 'p', pipe: 'p' },
};

/** Whether the file is of one of the types, `reg` or `sock`; undefined where the event does not say. */
export function isOfFileType(value: EventValue, types: readonly string[]): boolean | undefined {
  const file = value.file_arg ?? value.path_arg;
  const letter = isRecord(file) && typeof file.permission === 'string' ? file.permission[0] : undefined;
  return letter === undefined ? undefined : types.some(type => letters[type] === letter);
}
