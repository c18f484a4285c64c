import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KindSchema, link, type Schema, type SchemaFile } from './structural';

const loaded = new Map<string, SchemaFile['kinds'] | undefined>();

/** Undefined for a group that we have no schema of, the core group being the empty string. */
export function kindsOfGroup(group: string): Readonly<Record<string, KindSchema>> | undefined {
  if (!loaded.has(group)) loaded.set(group, read(group === '' ? 'core' : group));
  return loaded.get(group);
}

/** The metadata of every object. */
export const objectMeta: Schema = read('metadata')!.ObjectMeta!.versions.v1!;

function read(name: string): SchemaFile['kinds'] | undefined {
  // A group's name comes out of a manifest that anybody wrote.
  const file = join(__dirname, `${name.replaceAll(/[^\w.-]/g, '_')}.json`);
  return existsSync(file) ? link(JSON.parse(readFileSync(file, 'utf8')) as SchemaFile) : undefined;
}
