import { load } from 'js-yaml';
import { isRecord } from '../../model/manifest';
import { overlay } from '../../model/overlay';
import { type Evidence, type KeyTree, keyTreeOf, type Schema } from '../key-tree';
import { readsOf } from './template-reads';

/** Texts of the files of a chart, by their paths in its folder. */
export type ChartFiles = ReadonlyMap<string, string>;

interface Dependency {
  readonly name: string;
  readonly alias?: string;
}

/** The values tree of a chart, its subcharts' under their alias. */
export function chartKeys(files: ChartFiles): KeyTree {
  return keyTreeOf(evidenceOf(files));
}

function evidenceOf(files: ChartFiles): Evidence {
  const manifest = readYaml(files.get('Chart.yaml')) as { dependencies?: readonly Dependency[] };
  const reads = readsOf([...textsOf(files, 'templates/'), ...textsOf(files, 'files/')]);
  const own: Evidence = {
    values: (readYaml(files.get('values.yaml')) ?? {}) as Record<string, unknown>,
    schema: readSchema(files.get('values.schema.json')),
    named: [...reads.named].map(path => JSON.parse(path) as string[]),
    whole: [...reads.whole].map(path => JSON.parse(path) as string[]),
  };
  return (manifest.dependencies ?? []).reduce((parent, { name, alias }) => {
    const own = inside(files, `charts/${name}/`);
    return own.size === 0 ? parent : withSubchart(parent, alias ?? name, evidenceOf(own));
  }, own);
}

const inside = (files: ChartFiles, folder: string): ChartFiles =>
  new Map(
    [...files].filter(([file]) => file.startsWith(folder)).map(([file, text]) => [file.slice(folder.length), text]),
  );

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

function readSchema(text: string | undefined): Schema {
  if (text === undefined) return {};
  const document = JSON.parse(text) as Record<string, unknown>;
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

function textsOf(files: ChartFiles, folder: string): string[] {
  return [...files]
    .filter(([file]) => file.startsWith(folder) && !file.endsWith('.json') && !file.endsWith(`/${refusals}`))
    .map(([, text]) => text);
}

const readYaml = (text: string | undefined): unknown => (text === undefined ? undefined : load(text));
