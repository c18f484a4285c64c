import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaults } from '../../config/versions';
import { isRecord } from '../../model/manifest';
import { downloadFile, withoutDescriptions } from './read-crds';

/** The kinds of Kubernetes itself that we write. */
const kinds = [
  'io.k8s.api.apps.v1.DaemonSet',
  'io.k8s.api.apps.v1.Deployment',
  'io.k8s.api.apps.v1.StatefulSet',
  'io.k8s.api.core.v1.ConfigMap',
  'io.k8s.api.core.v1.Namespace',
  'io.k8s.api.core.v1.Service',
  'io.k8s.api.policy.v1.PodDisruptionBudget',
];

type Definitions = Readonly<Record<string, unknown>>;

const file = 'api/openapi-spec/swagger.json';

/** Writes `k8s.ts` into `outdir` for the pinned version of Kubernetes, or for the copy in `folder/kubernetes/`. */
export async function importKubernetes(outdir: string, folder: string | undefined): Promise<void> {
  const text =
    folder === undefined
      ? await downloadFile(`kubernetes/kubernetes/v${defaults.kubernetes}/${file}`)
      : readFileSync(join(folder, 'kubernetes', file), 'utf8');
  const definitions = onlyWritten((JSON.parse(text) as { readonly definitions: Definitions }).definitions);
  // `cdk8s import k8s` accepts only a version, and fetches all of its kinds from a moving branch: it gets our definitions.
  const library = join(dirname(require.resolve('cdk8s-cli/package.json')), 'lib');
  require(join(library, 'util')).download = async () => JSON.stringify({ definitions });
  const { ImportKubernetesApi } = require(join(library, 'import/k8s'));
  await new ImportKubernetesApi({ apiVersion: defaults.kubernetes }).import({ outdir, targetLanguage: 'typescript' });
}

/** The kinds with all that they refer to, without prose and without the status that controllers write. */
function onlyWritten(all: Definitions): Definitions {
  const written: Record<string, unknown> = {};
  const visit = (name: string): void => {
    if (name in written) return;
    written[name] = slim(all[name], kinds.includes(name));
    for (const reference of referencesIn(written[name])) visit(reference);
  };
  for (const kind of kinds) visit(kind);
  return written;
}

/** Only a kind that we write on its own becomes a construct. */
function slim(definition: unknown, isWritten: boolean): unknown {
  const {
    properties,
    'x-kubernetes-group-version-kind': names,
    ...rest
  } = withoutDescriptions(definition) as Record<string, unknown>;
  if (!isRecord(properties)) return rest;
  const { status: _, ...kept } = properties;
  return { ...rest, properties: kept, ...(isWritten && { 'x-kubernetes-group-version-kind': names }) };
}

function referencesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(referencesIn);
  if (!isRecord(node)) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' ? [String(value).replace('#/definitions/', '')] : referencesIn(value),
  );
}
