import { compare } from './finding';
import { isRecord } from './manifest';

/** The same text for values that are structurally equal, whatever the order of their keys: a key for maps and sets. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compare(a, b))) : inner,
  );
}
