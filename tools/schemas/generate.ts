import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { charts, defaults } from '../../config/versions';
import { compare } from '../../model/finding';
import { type KindSchema, type Schema, type SchemaFile, share } from '../../upstream/schemas/structural';
import { type Crd, downloadFile, readCrds, withoutDescriptions } from '../imports/read-crds';
import { type Source, sources } from '../imports/sources';
import { coreSchemas, metadataSchema, withoutStatus } from './core';

/**
 * Writes `upstream/schemas/<group>.json`: `npm run schemas` from the pinned upstream files, or
 * `npm run schemas FOLDER` from a copy of them (`FOLDER/<product>/*.yaml`, `FOLDER/kubernetes/internal.go`).
 */

/** Kinds that we do not write, but that people's repositories hold. */
const more: readonly Source[] = [
  {
    product: 'argo-cd',
    tag: `argoproj/argo-cd/v${charts.argocd.appVersion}`,
    paths: { ApplicationSet: 'manifests/crds/applicationset-crd.yaml' },
  },
];

/** client-go's version is Kubernetes' with a 0 in front. */
const clientGo = `kubernetes/client-go/v${defaults.kubernetes.replace(/^1\./, '0.')}/applyconfigurations/internal/internal.go`;

async function generate(folder: string | undefined): Promise<void> {
  const goFile =
    folder === undefined
      ? await downloadFile(clientGo)
      : readFileSync(join(folder, 'kubernetes', 'internal.go'), 'utf8');
  const groups = new Map(Object.entries(coreSchemas(goFile)));
  for (const source of [...sources, ...more])
    for (const { spec } of await readCrds(source, folder))
      groups.set(spec.group, { ...groups.get(spec.group), [spec.names.kind]: kindSchema(spec) });
  for (const [group, kinds] of groups) write(group, share(kinds));
  const metadata: KindSchema = { scope: 'Cluster', versions: { v1: metadataSchema(goFile) }, deprecated: [] };
  write('metadata', share({ ObjectMeta: metadata }));
}

function kindSchema({ scope, versions }: Crd['spec']): KindSchema {
  const served = versions.filter(version => version.served);
  return {
    scope,
    versions: Object.fromEntries(
      served.map(({ name, schema }) => [
        name,
        withoutStatus(slim(withoutDescriptions(schema.openAPIV3Schema)) as Schema),
      ]),
    ),
    deprecated: served.filter(version => version.deprecated).map(version => version.name),
  };
}

/** Words of a schema that no check reads. */
const unread = [
  'x-kubernetes-validations',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'format',
  'example',
  'title',
];

/** The keys of `properties` are fields, not words of the schema. */
function slim(node: unknown, isFields = false): unknown {
  if (Array.isArray(node)) return node.map(item => slim(item));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(
    ([key, value]) => isFields || (!unread.includes(key) && (key !== 'default' || typeof value !== 'object')),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, slim(value, !isFields && key === 'properties')]));
}

/** One line for each kind and each shared part, so that a change of one shows as one. */
function write(group: string, { kinds, shared }: SchemaFile): void {
  const kindLines = Object.entries(kinds)
    .sort(([a], [b]) => compare(a, b))
    .map(([kind, schema]) => `${JSON.stringify(kind)}: ${JSON.stringify(schema)}`);
  const text = `{"kinds": {\n${kindLines.join(',\n')}\n},\n"shared": [\n${shared.map(part => JSON.stringify(part)).join(',\n')}\n]}\n`;
  writeFileSync(join(__dirname, `../../upstream/schemas/${group || 'core'}.json`), text);
}

generate(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
