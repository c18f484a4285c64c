import { field } from '../../model/fields';
import { isRecord } from '../../model/manifest';
import type { Step } from '../../model/yaml';

export const isSet = (value: unknown, at: readonly Step[]) => field(value, ...at) !== undefined;

/** A copy with another value at the path; maps that lack on the way are made. */
export function setAt<T>(value: T, at: readonly Step[], replacement: unknown): T;
export function setAt(value: unknown, [step, ...rest]: readonly Step[], replacement: unknown): unknown {
  if (step === undefined) return replacement;
  if (typeof step === 'number')
    return Array.isArray(value)
      ? value.map((item, index) => (index === step ? setAt(item, rest, replacement) : item))
      : value;
  const map = isRecord(value) ? value : {};
  return { ...map, [step]: setAt(map[step], rest, replacement) };
}
