/** The structural schema of a Kubernetes kind, prose stripped: what the API server prunes and refuses by. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  /** Of a scalar; what a missing key of a list map counts as. */
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  /** Fields whose values tell the items of a list apart. */
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

export interface KindSchema {
  readonly scope: 'Namespaced' | 'Cluster';
  /** Of every version that the API server serves. */
  readonly versions: Readonly<Record<string, Schema>>;
  /** Versions that are served but on their way out. */
  readonly deprecated: readonly string[];
}

/** The kinds of one API group. Parts that several schemas have stand once in `shared`, referred to as `{"$ref": n}`. */
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
  const mend = (value: unknown): void => {
    if (!isNode(value)) return;
    for (const [key, child] of Object.entries(value)) {
      const target = resolve(child);
      if (target === child) mend(child);
      else (value as Record<string, unknown>)[key] = target;
    }
  };
  mend(file.kinds);
  mend(file.shared);
  return file.kinds;
}
