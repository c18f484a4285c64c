import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupOf } from '../../model/manifest';
import { own } from '../../model/own';
import type { ObjectSchema, Schema, SchemaOf } from '../../model/schema';
import { type KindSchema, link, type SchemaFile } from './structural';

const loaded = new Map<string, SchemaFile['kinds'] | undefined>();

/** Undefined for a group that we have no schema of, the core group being the empty string. */
export function kindsOfGroup(group: string): Readonly<Record<string, KindSchema>> | undefined {
  if (!loaded.has(group)) loaded.set(group, read(group === '' ? 'core' : group));
  return loaded.get(group);
}

/** The metadata of every object. */
export const objectMeta: Schema = read('metadata')!.ObjectMeta!.versions.v1!;

export function kindSchemaOf(object: Parameters<SchemaOf>[0]): KindSchema | undefined {
  const kinds = kindsOfGroup(groupOf(object)) ?? {};
  return own(kinds, object.kind);
}

/** `cilium.io/v2` → `v2` */
export const versionOf = ({ apiVersion }: Parameters<SchemaOf>[0]) => apiVersion.slice(apiVersion.indexOf('/') + 1);

const complete = new Map<Schema, ObjectSchema>();

/** The whole schema of an object; that of its metadata is the same for every kind, and CRDs leave it out. */
export const schemaOf: SchemaOf = object => {
  const kind = kindSchemaOf(object);
  const version = versionOf(object);
  if (kind === undefined || !Object.hasOwn(kind.versions, version)) return undefined;
  const schema = kind.versions[version]!;
  const found = complete.get(schema) ?? {
    scope: kind.scope,
    root: withHead(schema),
    builtIn: kind.builtIn === true,
  };
  complete.set(schema, found);
  return found;
};

function withHead(schema: Schema): Schema {
  const text: Schema = { type: 'string' };
  return { ...schema, properties: { ...schema.properties, apiVersion: text, kind: text, metadata: objectMeta } };
}

function read(name: string): SchemaFile['kinds'] | undefined {
  // A group's name comes out of a manifest that anybody wrote.
  const file = join(__dirname, `${name.replaceAll(/[^\w.-]/g, '_')}.json`);
  return existsSync(file) ? link(JSON.parse(readFileSync(file, 'utf8')) as SchemaFile) : undefined;
}
