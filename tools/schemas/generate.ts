import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { charts, defaults } from '../../config/versions';
import { compare } from '../../model/finding';
import type { Schema } from '../../model/schema';
import { type KindSchema, type SchemaFile, share } from '../../upstream/schemas/structural';
import { type Crd, downloadFile, readCrds, withoutDescriptions } from '../imports/read-crds';
import { type Source, sources } from '../imports/sources';
import { readEnums } from './enums';
import { kindsByFile, kubernetesSchemas, metadataSchema, withoutStatus } from './kubernetes';
import type { OpenApi } from './openapi';

/**
 * Writes `upstream/schemas/<group>.json`: `npm run schemas` from the pinned upstream files, or
 * `npm run schemas FOLDER` from a copy of them (`FOLDER/<product>/*.yaml`, `FOLDER/kubernetes` being Kubernetes' repository).
 */

/** Kinds that we do not write, but that charts render and people's repositories hold. */
const more: readonly Source[] = [
  {
    product: 'argo-cd',
    tag: `argoproj/argo-cd/v${charts.argocd.appVersion}`,
    paths: { ApplicationSet: 'manifests/crds/applicationset-crd.yaml' },
  },
  {
    product: 'cert-manager',
    tag: `cert-manager/cert-manager/v${charts['cert-manager'].appVersion}`,
    paths: {
      CertificateRequest: 'deploy/crds/cert-manager.io_certificaterequests.yaml',
      Issuer: 'deploy/crds/cert-manager.io_issuers.yaml',
    },
  },
  {
    product: 'prometheus-operator',
    tag: `prometheus-operator/prometheus-operator/v${charts.monitoring.appVersion}`,
    paths: Object.fromEntries(
      [
        ['Alertmanager', 'alertmanagers'],
        ['AlertmanagerConfig', 'alertmanagerconfigs'],
        ['Prometheus', 'prometheuses'],
        ['ScrapeConfig', 'scrapeconfigs'],
      ].map(([kind, file]) => [kind, `example/prometheus-operator-crd/monitoring.coreos.com_${file}.yaml`]),
    ),
  },
];

const kubernetes = `kubernetes/kubernetes/v${defaults.kubernetes}`;

async function generate(folder: string | undefined): Promise<void> {
  const read = async (path: string) =>
    folder === undefined
      ? await downloadFile(`${kubernetes}/${path}`)
      : readFileSync(join(folder, 'kubernetes', path), 'utf8');
  const enums = readEnums(await read('pkg/generated/openapi/zz_generated.openapi.go'));
  const groups = new Map<string, Record<string, KindSchema>>();
  const add = (group: string, kind: string, schema: KindSchema) => {
    const before = groups.get(group)?.[kind];
    const versions = { ...before?.versions, ...schema.versions };
    groups.set(group, { ...groups.get(group), [kind]: { ...schema, versions } });
  };
  for (const [name, kinds] of Object.entries(kindsByFile)) {
    const file = JSON.parse(await read(`api/openapi-spec/v3/${name}_openapi.json`)) as OpenApi;
    for (const { group, kind, schema } of kubernetesSchemas(file, kinds, enums)) add(group, kind, schema);
    if (name !== 'api__v1') continue;
    const metadata: KindSchema = { scope: 'Cluster', versions: { v1: metadataSchema(file, enums) }, deprecated: [] };
    write('metadata', share({ ObjectMeta: metadata }));
  }
  for (const source of [...sources, ...more])
    for (const { spec } of await readCrds(source, folder)) add(spec.group, spec.names.kind, kindSchema(spec));
  for (const [group, kinds] of groups) write(group, share(kinds));
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

/** Words of a schema that the API server does not judge by; an atomic list or map is one that is applied as a whole. */
const unread = ['x-kubernetes-map-type', 'example', 'externalDocs', 'title'];

/** The keys of `properties` are fields, not words of the schema, and a default is a value. */
function slim(node: unknown, isFields = false): unknown {
  if (Array.isArray(node)) return node.map(item => slim(item));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key, value]) => isFields || !(unread.includes(key) || value === 'atomic'));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      !isFields && (key === 'default' || key === 'enum') ? value : slim(value, !isFields && key === 'properties'),
    ]),
  );
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
