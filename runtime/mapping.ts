import { isRecord } from '../model/manifest';
import type { Step } from '../model/yaml';

/** A mapping of a document and the path to it. */
export interface Mapping {
  readonly path: readonly Step[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** The mappings of the list at `key`. */
export function children({ path, value }: Mapping, key: string): Mapping[] {
  const list = value[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => (isRecord(item) ? [{ path: [...path, key, index], value: item }] : []));
}

/** The mapping at `key`. */
export function child({ path, value }: Mapping, key: string): Mapping | undefined {
  const inner = value[key];
  return isRecord(inner) ? { path: [...path, key], value: inner } : undefined;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The items of a list as texts. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
