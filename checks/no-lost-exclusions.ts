import { field, listOf, textOf } from '../model/fields';
import { groupOf, type Place } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import { parseYaml, type Step, YamlSyntaxError } from '../model/yaml';
import type { Cluster } from '../repository/cluster';
import type { Repository } from '../repository/repository';

const key = 'resource.exclusions';

/** Argo CD's defaults for what Cilium writes, by group. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  'cilium.io': ['CiliumIdentity', 'CiliumEndpoint', 'CiliumEndpointSlice'],
};

export const noLostExclusions: Rule<Repository> = {
  code: 'no-lost-exclusions',
  severity: 'warning',
  title: 'A list of exclusions that loses what Argo CD excludes by default',
  why: '`resource.exclusions` replaces the default list. Argo CD then watches the objects that Cilium makes for every pod, keeps them in memory, may show them as out of sync, and deletes them where an Application prunes and claims them.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  resource.exclusions: |
    - apiGroups: ["*"]
      kinds: [Event]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  resource.exclusions: |
    - apiGroups: ["*"]
      kinds: [Event]
    - apiGroups: [cilium.io]
      kinds: [CiliumIdentity, CiliumEndpoint, CiliumEndpointSlice]
`,
  source: 'argo-cd 3.5 docs/operator-manual/argocd-cm.yaml',
  find: ({ clusters }) => clusters.flatMap(faultsOf),
};

interface Setting {
  readonly in: Place;
  readonly at: readonly Step[];
  readonly value: unknown;
}

function faultsOf(cluster: Cluster): RuleFinding[] {
  return settingsIn(cluster).flatMap(({ in: place, at, value }) => {
    const entries = entriesOf(value);
    if (entries === undefined) return [];
    return Object.entries(defaults)
      .filter(([group]) => runs(group, cluster))
      .flatMap(([group, kinds]) => {
        const lost = kinds.filter(kind => !entries.some(entry => excludes(entry, group, kind)));
        if (lost.length === 0) return [];
        const names = lost.map(kind => `\`${kind}\``).join(', ');
        return [
          {
            in: place,
            at,
            message: `\`${key}\` replaces the default list, and Argo CD no longer excludes ${names} of \`${group}\``,
            repair: `add \`- { apiGroups: [${group}], kinds: [${lost.join(', ')}], clusters: ["*"] }\``,
          },
        ];
      });
  });
}

function settingsIn({ releases, objects }: Cluster): Setting[] {
  const path = ['configs', 'cm', key];
  return [
    ...releases
      .filter(({ chart }) => chart === 'argo-cd')
      .flatMap(({ values }) =>
        values.map(({ in: place, at, value }) => ({ in: place, at: [...at, ...path], value: field(value, ...path) })),
      ),
    ...objects
      .filter(({ manifest: { object } }) => object.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm')
      .map(({ manifest }) => ({ in: manifest, at: ['data', key], value: field(manifest.object, 'data', key) })),
  ];
}

/** Undefined where the list is the default, or cannot be read. */
function entriesOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return undefined;
  try {
    const list = parseYaml(value)[0]?.value ?? [];
    return Array.isArray(list) ? list : undefined;
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return undefined;
  }
}

/** Groups and kinds may be globs; an entry without one means all. */
function excludes(entry: unknown, group: string, kind: string): boolean {
  const has = (name: string, text: string) => {
    const globs = listOf(entry, name);
    return globs.length === 0 || globs.some(glob => typeof glob === 'string' && matches(glob, text));
  };
  return has('apiGroups', group) && has('kinds', kind);
}

const matches = (glob: string, text: string) =>
  new RegExp(
    `^${glob
      .replaceAll(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

/** Whether the program of a group runs in the cluster. */
const runs = (group: string, { releases, objects }: Cluster) =>
  releases.some(({ chart }) => `${chart}.io` === group) ||
  objects.some(({ manifest: { object } }) => groupOf(object) === group && textOf(object, 'kind') !== undefined);
