import type { Schema } from '../../model/schema';

export interface KindSchema {
  readonly scope: 'Namespaced' | 'Cluster';
  /** Of every version that the API server serves. */
  readonly versions: Readonly<Record<string, Schema>>;
  /** Versions that are served but on their way out. */
  readonly deprecated: readonly string[];
  /** Defined by Kubernetes itself, not by a CRD. */
  readonly builtIn?: boolean;
}

/** The kinds of one API group. `shared` holds the parts that several schemas have, each referred to as `{"$ref": n}`. */
export interface SchemaFile {
  readonly kinds: Readonly<Record<string, KindSchema>>;
  readonly shared: readonly Schema[];
}

type Node = { [key: string]: unknown } | unknown[];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Puts references in the place of parts that occur more than once and are longer than a reference. */
export function share(kinds: Readonly<Record<string, KindSchema>>): SchemaFile {
  const counts = new Map<string, number>();
  const count = (value: unknown): void => {
    if (!isNode(value)) return;
    const text = JSON.stringify(value);
    const seen = counts.get(text) ?? 0;
    counts.set(text, seen + 1);
    if (seen === 0) Object.values(value).forEach(count);
  };
  const shared: unknown[] = [];
  const places = new Map<string, number>();
  const replace = (value: unknown): unknown => {
    if (!isNode(value)) return value;
    const text = JSON.stringify(value);
    const place = places.get(text);
    if (place !== undefined) return { $ref: place };
    const replaced = Array.isArray(value)
      ? value.map(replace)
      : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, replace(child)]));
    if (Array.isArray(value) || counts.get(text)! < 2 || text.length < 60) return replaced;
    places.set(text, shared.push(replaced) - 1);
    return { $ref: shared.length - 1 };
  };
  count(kinds);
  return { kinds: replace(kinds) as SchemaFile['kinds'], shared: shared as Schema[] };
}

/** The reverse of `share`: parts that were shared become one object. */
export function link(file: SchemaFile): SchemaFile['kinds'] {
  const resolve = (value: unknown): unknown =>
    isNode(value) && '$ref' in value && typeof value.$ref === 'number' ? file.shared[value.$ref] : value;
  const relink = (value: unknown): void => {
    if (!isNode(value)) return;
    for (const [key, child] of Object.entries(value)) {
      const target = resolve(child);
      if (target === child) relink(child);
      else (value as Record<string, unknown>)[key] = target;
    }
  };
  relink(file.kinds);
  relink(file.shared);
  return file.kinds;
}
