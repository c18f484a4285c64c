import { textOf } from '../model/fields';
import { groupOf, type Manifest } from '../model/manifest';
import { memoize } from '../model/memoize';
import { kindsOf } from '../upstream/facts';
import { kindsOfGroup } from '../upstream/schemas/load';
import { type Application, waveOf } from './application';
import type { Cluster } from './cluster';
import { builtIn, isGatewayApi, madeBy, pluralOf, registeredBy } from './generated-objects';
import { type Identity, identityOf, keyOf, type PlacedObject } from './identity';
import type { HelmRelease } from './releases';
import { mayBring } from './unevaluated';

/** What makes an object exist. */
export interface Provider {
  readonly application?: Application;
  /** Step inside the Application. */
  readonly wave: number;
  readonly manifest?: Manifest;
  /** It is made by what runs, some time after it is applied. */
  readonly later: boolean;
}

/** Three answers: what a chart makes that was never rendered here is unknown. */
export type Lookup = readonly Provider[] | 'missing' | 'unknown';

/** Every object that a cluster will have, by what makes it. */
export interface Inventory {
  find(identity: Identity): Lookup;
  /** The CRD of a kind. */
  findKind(group: string, kind: string): Lookup;
}

export const inventoryOf = memoize(takeInventory);

const crd = (name: string): Identity => ({
  group: 'apiextensions.k8s.io',
  kind: 'CustomResourceDefinition',
  namespace: '',
  name,
});

function takeInventory(cluster: Cluster): Inventory {
  const providers = new Map<string, Provider[]>();
  const add = (identity: Identity, provider: Provider) => {
    const key = keyOf(identity);
    const known = providers.get(key);
    if (known === undefined) providers.set(key, [provider]);
    else known.push(provider);
  };
  const namespaces = new Set(cluster.objects.map(placed => identityOf(placed).namespace));
  for (const placed of cluster.objects) {
    const { manifest, application } = placed;
    const provider = { manifest, application, wave: waveOf(manifest.object), later: false };
    for (const identity of placed.isFloating ? anywhere(placed, namespaces) : [identityOf(placed)])
      add(identity, provider);
    for (const made of madeBy(placed)) add(made, { ...provider, later: true });
  }
  for (const release of cluster.releases) addRelease(release, add);
  for (const { application, folders } of cluster.applications)
    for (const source of application.sources.filter(source => !folders.some(folder => folder.source === source)))
      for (const name of crdsOf(source.repository)) add(crd(name), { application, wave: 0, later: false });
  for (const identity of [...builtIn, ...cluster.unmanaged, ...deployerOf(cluster)])
    add(identity, { wave: Number.NEGATIVE_INFINITY, later: false });
  const find = (identity: Identity): Lookup => {
    const found = providers.get(keyOf(identity));
    if (found !== undefined) return found;
    if (isOfCilium(identity) && !cluster.releases.some(({ chart }) => chart === 'cilium')) return 'unknown';
    return isKnown(cluster, identity) ? 'missing' : 'unknown';
  };
  return { find, findKind: (group, kind) => find(crd(`${pluralOf(kind)}.${group}`)) };
}

const anywhere = (placed: PlacedObject, namespaces: ReadonlySet<string>): Identity[] =>
  [...namespaces].map(namespace => ({ ...identityOf(placed), namespace }));

function addRelease(release: HelmRelease, add: (identity: Identity, provider: Provider) => void): void {
  const { application, facts, namespace } = release;
  const provider = { application, wave: 0, later: false };
  const objects = facts?.objects ?? {};
  for (const { group, kind } of facts === undefined ? [] : kindsOf(facts))
    for (const name of objects[group === '' ? kind : `${kind}.${group}`] ?? []) {
      const [last = '', namespace = ''] = name.split('/').reverse();
      add({ group, kind, namespace, name: last }, provider);
    }
  // Argo CD itself runs on the network that Cilium makes: Cilium has registered its kinds by then.
  for (const name of registeredBy(release)) add(crd(name), { ...provider, later: release.chart !== 'cilium' });
  for (const identity of madeByOperators(release)) add(identity, { ...provider, later: true });
  add({ group: '', kind: 'ServiceAccount', namespace, name: 'default' }, provider);
}

/** What operators of known charts make for their own objects. */
function madeByOperators({ chart, facts, namespace }: HelmRelease): Identity[] {
  const objects = facts?.objects ?? {};
  const service = (name: string): Identity => ({ group: '', kind: 'Service', namespace, name });
  const storageClass = (name: string): Identity => ({
    group: 'storage.k8s.io',
    kind: 'StorageClass',
    namespace: '',
    name,
  });
  return [
    ...(objects['Prometheus.monitoring.coreos.com'] ? [service('prometheus-operated')] : []),
    ...(objects['Alertmanager.monitoring.coreos.com'] ? [service('alertmanager-operated')] : []),
    // Its manager makes them out of a ConfigMap (longhorn-manager 1.12 controller/kubernetes_configmap_controller.go).
    ...(chart === 'longhorn' ? ['longhorn', 'longhorn-static'].map(storageClass) : []),
  ];
}

/** Classes that Cilium brings, by whatever means it is installed. */
const isOfCilium = ({ kind, name }: Identity) => name === 'cilium' && /^(?:Gateway|Ingress)Class$/.test(kind);

/** Argo CD, or Flux, is there: where it reads its objects from, with their CRDs. */
function deployerOf({ applications, objects, graph }: Cluster): Identity[] {
  if (graph !== undefined) return [];
  const homes = applications.flatMap(
    ({ application }) => textOf(application.manifest.object.metadata, 'namespace') ?? [],
  );
  const groups = applications.length === 0 ? [] : ['argoproj.io'];
  const flux = objects
    .map(({ manifest }) => groupOf(manifest.object))
    .filter(group => group.endsWith('.toolkit.fluxcd.io'));
  return [
    ...[...homes, ...(flux.length === 0 ? [] : ['flux-system'])].map(name => ({
      group: '',
      kind: 'Namespace',
      namespace: '',
      name,
    })),
    ...objects
      .map(({ manifest }) => manifest.object)
      .filter(object => [...groups, ...flux].includes(groupOf(object)))
      .map(object => crd(`${pluralOf(object.kind)}.${groupOf(object)}`)),
  ];
}

/**
 * Whether all objects of a kind in a namespace are among what is known, so that one can be missing; the empty namespace
 * is the cluster, undefined all namespaces.
 */
export const isKnown = ({ unevaluated }: Cluster, of: Parameters<typeof mayBring>[1]): boolean =>
  !unevaluated.some(each => mayBring(each, of));

/** Whether all pods of a namespace are known, or of all namespaces. */
export const arePodsKnown = (cluster: Cluster, namespace: string | undefined): boolean =>
  podKinds.every(([group, kind]) => isKnown(cluster, { group, kind, namespace }));

const podKinds = [
  ['', 'Pod'],
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['apps', 'DaemonSet'],
  ['batch', 'Job'],
  ['batch', 'CronJob'],
] as const;

/** CRDs of repositories whose manifests are known to be nothing else. */
function crdsOf(repository: string): string[] {
  if (!isGatewayApi(repository)) return [];
  const group = 'gateway.networking.k8s.io';
  return Object.keys(kindsOfGroup(group) ?? {}).map(kind => `${pluralOf(kind)}.${group}`);
}
