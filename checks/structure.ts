import { RE2JS } from 're2js';
import { closest } from '../model/closest';
import { isRecord } from '../model/manifest';
import { formatPath, type Step } from '../model/yaml';
import type { Schema } from '../upstream/schemas/structural';

export interface Misfit {
  readonly at: readonly Step[];
  readonly message: string;
  readonly allowed?: string;
  readonly repair?: string;
}

/**
 * Everything in a value that its schema does not admit: fields that the API server would drop, and what it would
 * refuse. Expressions (CEL) are not evaluated. Null counts as absent, as it does for the API server.
 */
export function misfits(value: unknown, schema: Schema, at: readonly Step[] = []): Misfit[] {
  if (value === null || value === undefined) return [];
  if (schema['x-kubernetes-int-or-string'])
    return typeof value === 'string' || typeof value === 'number'
      ? ofScalar(value, schema, at)
      : [wrongType(value, 'a text or a number', at)];
  if (schema.type !== undefined && !isOfType(value, schema.type)) return [wrongType(value, names[schema.type], at)];
  return [
    ...(isRecord(value) ? ofObject(value, schema, at) : []),
    ...(Array.isArray(value) ? ofList(value, schema, at) : []),
    ...ofScalar(value, schema, at),
    ...ofBranches(value, schema, at),
  ];
}

const names = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
} as const;

/** `args[3]`: the last key, with the indices that follow it. */
const lastKeys = (at: readonly Step[]) => formatPath(at.slice(at.findLastIndex(step => typeof step === 'string')));

function isOfType(value: unknown, type: keyof typeof names): boolean {
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function wrongType(value: unknown, allowed: string, at: readonly Step[]): Misfit {
  const isScalar = typeof value !== 'object';
  return {
    at,
    message: `\`${lastKeys(at)}\` cannot be ${isScalar ? `\`${value}\`` : Array.isArray(value) ? 'a list' : 'a map'}`,
    allowed,
    ...(isScalar && allowed === names.string && { repair: `write \`"${value}"\`, in quotes` }),
  };
}

function ofObject(value: Record<string, unknown>, schema: Schema, at: readonly Step[]): Misfit[] {
  const { properties, additionalProperties, required = [] } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] || additionalProperties === true;
  const known = Object.keys(properties ?? {});
  const fields = Object.entries(value).flatMap(([key, child]) => {
    const found = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (typeof found === 'object') return misfits(child, found, [...at, key]);
    return isOpen || properties === undefined ? [] : [unknownField(key, known, [...at, key])];
  });
  const missing = required.filter(key => value[key] === undefined || value[key] === null);
  return [...fields, ...missing.map(key => ({ at, message: `the field \`${key}\` is missing`, repair: 'add it' }))];
}

function unknownField(key: string, known: readonly string[], at: readonly Step[]): Misfit {
  const near = closest(key, known);
  return {
    at,
    message: `\`${key}\` is no field here, and the API server drops it without a word`,
    allowed: known.map(name => `\`${name}\``).join(', ') || 'no field at all',
    repair: near === undefined ? 'remove it' : `did you mean \`${near}\`?`,
  };
}

function ofList(value: readonly unknown[], schema: Schema, at: readonly Step[]): Misfit[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const count = value.length;
  const size = count < minItems ? `at least ${minItems}` : count > maxItems ? `at most ${maxItems}` : undefined;
  return [
    ...(items === undefined ? [] : value.flatMap((item, index) => misfits(item, items, [...at, index]))),
    ...(size === undefined ? [] : [{ at, message: `the list has ${count} items`, allowed: `${size} items` }]),
    ...twins(value, schema, at),
  ];
}

/** Server-side apply refuses a list two of whose items have the same keys. */
function twins(value: readonly unknown[], schema: Schema, at: readonly Step[]): Misfit[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys === undefined) return [];
  const seen = new Map<string, number>();
  return value.flatMap((item, index) => {
    const own = keys.map(key => (isRecord(item) ? item[key] : undefined) ?? schema.items?.properties?.[key]?.default);
    const first = seen.get(JSON.stringify(own));
    if (first === undefined) seen.set(JSON.stringify(own), index);
    if (first === undefined || own.includes(undefined)) return [];
    const message = `the list has an item with ${keys.map((key, place) => `${key} \`${own[place]}\``).join(', ')} already`;
    return [{ at: [...at, index], message, repair: 'remove one of the two, or correct it' }];
  });
}

function ofScalar(value: unknown, schema: Schema, at: readonly Step[]): Misfit[] {
  const fault = (allowed: string): Misfit[] => [{ at, message: `\`${lastKeys(at)}\` cannot be \`${value}\``, allowed }];
  if (schema.enum !== undefined && typeof value !== 'object' && !schema.enum.includes(value)) {
    const near = closest(
      String(value),
      schema.enum.filter(choice => typeof choice === 'string'),
    );
    const [misfit] = fault(schema.enum.map(choice => `\`${choice}\``).join(', '));
    return [{ ...misfit!, ...(near !== undefined && { repair: `did you mean \`${near}\`?` }) }];
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return fault(`at least ${schema.minimum}`);
    if (schema.maximum !== undefined && value > schema.maximum) return fault(`at most ${schema.maximum}`);
  }
  if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0)) return fault(`at least ${schema.minLength} characters`);
    if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY))
      return fault(`at most ${schema.maxLength} characters`);
    if (schema.pattern !== undefined && !matches(schema.pattern, value)) return fault(`the form \`${schema.pattern}\``);
  }
  return [];
}

const patterns = new Map<string, RE2JS | undefined>();

/** As the API server matches: anywhere in the text, in time linear to it. A pattern that is none refuses nothing. */
function matches(pattern: string, value: string): boolean {
  if (!patterns.has(pattern)) patterns.set(pattern, compile(pattern));
  return patterns.get(pattern)?.matcher(value).find() ?? true;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

function ofBranches(value: unknown, schema: Schema, at: readonly Step[]): Misfit[] {
  const fits = (branch: Schema) => misfits(value, open(branch), at).length === 0;
  const fault = (message: string, branches: readonly Schema[]): Misfit[] => [
    { at, message, allowed: branches.map(describe).join(', or ') },
  ];
  const { anyOf, oneOf, allOf = [], not } = schema;
  if (anyOf !== undefined && !anyOf.some(fits)) return fault('none of the forms that are allowed here fits', anyOf);
  if (oneOf !== undefined && oneOf.filter(fits).length !== 1)
    return fault(
      oneOf.some(fits) ? 'fields that exclude each other are set' : 'one of several fields is missing',
      oneOf,
    );
  if (not !== undefined && fits(not)) return fault('this form is excluded', []);
  return allOf.flatMap(branch => misfits(value, open(branch), at));
}

/** A branch restricts what is there; it does not say which fields exist. */
function open(branch: Schema): Schema {
  return { ...branch, 'x-kubernetes-preserve-unknown-fields': true };
}

function describe({ required = [], properties = {}, not, pattern, enum: choices, type, anyOf = [] }: Schema): string {
  if (required.length > 0) return required.map(key => `\`${key}\``).join(' and ');
  if (not !== undefined) return `no ${describe(not)}`;
  if (choices !== undefined) return choices.map(choice => `\`${choice}\``).join(', ');
  if (pattern !== undefined) return `the form \`${pattern}\``;
  if (anyOf.length > 0) return anyOf.map(describe).join(' or ');
  const fields = Object.entries(properties).map(([key, schema]) => `\`${key}\`: ${describe(schema)}`);
  return fields.join(' and ') || (type === undefined ? 'something else' : names[type]);
}
