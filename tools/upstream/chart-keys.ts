import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { isRecord } from '../../model/manifest';
import { overlay } from '../../model/overlay';
import { type Evidence, type KeyTree, keyTreeOf, type Schema } from '../../upstream/key-tree';
import { readsOf } from './template-reads';

interface Dependency {
  readonly name: string;
  readonly alias?: string;
}

/** The values tree of the chart in `folder`, its subcharts' under their alias. */
export function chartKeys(folder: string): KeyTree {
  return keyTreeOf(evidenceOf(folder));
}

function evidenceOf(folder: string): Evidence {
  const manifest = readYaml(join(folder, 'Chart.yaml')) as { dependencies?: readonly Dependency[] };
  const reads = readsOf([...textsOf(join(folder, 'templates')), ...textsOf(join(folder, 'files'))]);
  const own: Evidence = {
    values: (readYaml(join(folder, 'values.yaml')) ?? {}) as Record<string, unknown>,
    schema: readSchema(join(folder, 'values.schema.json')),
    named: [...reads.named].map(path => JSON.parse(path) as string[]),
    whole: [...reads.whole].map(path => JSON.parse(path) as string[]),
  };
  return (manifest.dependencies ?? [])
    .filter(dependency => existsSync(join(folder, 'charts', dependency.name)))
    .reduce(
      (parent, { name, alias }) => withSubchart(parent, alias ?? name, evidenceOf(join(folder, 'charts', name))),
      own,
    );
}

/** A subchart sees the parent's values under its name, over its own defaults, and the parent's `global`. */
function withSubchart(parent: Evidence, name: string, child: Evidence): Evidence {
  const moved = (path: readonly string[]) => (path[0] === 'global' ? path : [name, ...path]);
  const { global: shared = {}, ...values } = child.values;
  return {
    values: overlay({ global: shared, [name]: values }, parent.values) as Record<string, unknown>,
    schema: { ...parent.schema, properties: { [name]: child.schema, ...parent.schema.properties } },
    named: [...parent.named, ...child.named.map(moved)],
    whole: [...parent.whole, ...child.whole.map(moved)],
  };
}

function readSchema(file: string): Schema {
  if (!existsSync(file)) return {};
  const document = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const definitions = (document.$defs ?? document.definitions ?? {}) as Record<string, unknown>;
  const resolve = (schema: unknown): unknown => {
    if (Array.isArray(schema)) return schema.map(resolve);
    if (!isRecord(schema)) return schema;
    const target = typeof schema.$ref === 'string' ? definitions[schema.$ref.split('/').at(-1)!] : undefined;
    if (target !== undefined) return resolve(target);
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, resolve(value)]));
  };
  const { $defs: _, definitions: __, ...top } = document;
  return resolve(top) as Schema;
}

/** In this file, Cilium's templates read the keys of older versions only to reject them. */
const refusals = 'validate.yaml';

function textsOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.json') && entry.name !== refusals)
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function readYaml(file: string): unknown {
  return existsSync(file) ? load(readFileSync(file, 'utf8')) : undefined;
}
