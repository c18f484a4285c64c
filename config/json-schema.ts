import { z } from 'zod';
import type { Step } from '../model/yaml';
import { clusterSchema } from './schema/cluster';

/** The part of JSON Schema that zod writes for a cluster file. */
export interface JsonSchema {
  readonly type?: string;
  /** What is accepted: `an IPv4 CIDR`. */
  readonly title?: string;
  readonly examples?: readonly unknown[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The cluster file in JSON Schema draft-07, which the YAML language server speaks. */
export function clusterJsonSchema(): JsonSchema {
  return z.toJSONSchema(clusterSchema, {
    io: 'input',
    target: 'draft-07',
    override: ({ zodSchema, jsonSchema }) => {
      // What zod leaves out of a schema that transforms: it takes examples for values of the output.
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
      // Every integer has this bound in JavaScript; it means nothing to a reader.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  }) as JsonSchema;
}

/** The text of `clusters/schema.json`. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(clusterJsonSchema(), null, 2)}\n`;
}

/** The alternatives of a schema; a schema without any is its own only one. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

/** The schema of what is at `path`; undefined below something that has no such child. */
export function schemaAt(schema: JsonSchema, path: readonly Step[]): JsonSchema | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  for (const option of alternatives(schema)) {
    const child = typeof step === 'number' ? option.items : (option.properties?.[step] ?? valuesOf(option));
    if (child !== undefined) return schemaAt(child, rest);
  }
  return undefined;
}

/** Every property of the file by its path, list items by `[]`: `loadBalancing.pools[].name`. */
export function properties(schema: JsonSchema, at = ''): { path: string; schema: JsonSchema }[] {
  return alternatives(schema).flatMap(option => [
    ...Object.entries(option.properties ?? {}).flatMap(([key, child]) => {
      const path = at === '' ? key : `${at}.${key}`;
      return [{ path, schema: child }, ...properties(child, path)];
    }),
    ...(option.items === undefined ? [] : properties(option.items, `${at}[]`)),
  ]);
}

function valuesOf(schema: JsonSchema): JsonSchema | undefined {
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}
