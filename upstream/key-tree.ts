import { isRecord } from '../model/manifest';

/**
 * The values that a chart knows: a branch by key, or what a leaf holds: `boolean`, `number`, `string`, `list`, `map`
 * (any keys), `any`, or several joined by `|`; JSON literals (`"snat"`) for an enumeration. A branch with the key `*`
 * admits any further key.
 */
export type KeyTree = string | { readonly [key: string]: KeyTree };

/** Everything that says which keys exist, by path: the defaults, the schema, and what templates read. */
export interface Evidence {
  readonly values: Record<string, unknown>;
  /** JSON schema with its references resolved; `{}` where the chart has none. */
  readonly schema: Schema;
  readonly named: readonly (readonly string[])[];
  readonly whole: readonly (readonly string[])[];
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Usage {
  whole: boolean;
  readonly below: Map<string, Usage>;
}

export function keyTreeOf(evidence: Evidence): KeyTree {
  const usage: Usage = { whole: false, below: new Map() };
  for (const path of evidence.named) descend(usage, path);
  for (const path of evidence.whole) descend(usage, path).whole = true;
  return branch(evidence.values, evidence.schema, usage);
}

function descend(usage: Usage, path: readonly string[]): Usage {
  return path.reduce((at, key) => {
    const next = at.below.get(key) ?? { whole: false, below: new Map() };
    at.below.set(key, next);
    return next;
  }, usage);
}

function node(value: unknown, schema: Schema, usage: Usage | undefined): KeyTree {
  const isLeaf = !isRecord(value) && schema.properties === undefined && (usage?.below.size ?? 0) === 0;
  if (isLeaf || Array.isArray(value)) return leaf(value, schema);
  return branch(isRecord(value) ? value : {}, schema, usage ?? { whole: false, below: new Map() });
}

/** Keys below a map that a template prints whole are examples, unless it reads them by name too. */
function branch(values: Record<string, unknown>, schema: Schema, usage: Usage): KeyTree {
  const defaults = usage.whole ? [] : [...Object.keys(values), ...Object.keys(schema.properties ?? {})];
  const keys = [...new Set([...defaults, ...usage.below.keys()])].sort();
  if (keys.length === 0) return leaf({}, schema);
  const children = keys.map(key => [key, node(values[key], schema.properties?.[key] ?? {}, usage.below.get(key))]);
  return Object.fromEntries(usage.whole ? [['*', 'any'], ...children] : children);
}

function leaf(value: unknown, schema: Schema): string {
  const choices = schema.enum?.filter(choice => choice !== null).map(choice => JSON.stringify(choice));
  const types = choices ?? [schema.type ?? typeOf(value)].flat().map(type => schemaTypes[type] ?? type);
  return [...new Set(types)].filter(type => type !== 'null').join('|') || 'any';
}

/** An empty default has no type: charts write `""` for numbers and lists too. */
function typeOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'any';
  return Array.isArray(value) ? 'array' : typeof value;
}

const schemaTypes: Readonly<Record<string, string>> = { integer: 'number', array: 'list', object: 'map' };
