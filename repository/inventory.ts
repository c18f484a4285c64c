import type { Manifest } from '../model/manifest';
import { memoize } from '../model/memoize';
import { kindsOf } from '../upstream/facts';
import { kindsOfGroup } from '../upstream/schemas/load';
import { type Application, waveOf } from './application';
import type { Cluster } from './cluster';
import { builtIn, madeBy, pluralOf, registeredBy } from './generated-objects';
import { type Identity, identityOf, keyOf } from './identity';
import type { HelmRelease } from './releases';

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
  for (const placed of cluster.objects) {
    const { manifest, application } = placed;
    const provider = { manifest, application, wave: waveOf(manifest.object), later: false };
    add(identityOf(placed), provider);
    for (const made of madeBy(placed)) add(made, { ...provider, later: true });
  }
  for (const release of cluster.releases) addRelease(release, add);
  for (const { application, folders } of cluster.applications)
    for (const source of application.sources.filter(source => !folders.some(folder => folder.source === source)))
      for (const name of crdsOf(source.repository)) add(crd(name), { application, wave: 0, later: false });
  for (const identity of [...builtIn, ...cluster.unmanaged])
    add(identity, { wave: Number.NEGATIVE_INFINITY, later: false });
  const { namespaces, any } = opaqueIn(cluster);

  const find = (identity: Identity): Lookup => {
    const found = providers.get(keyOf(identity));
    if (found !== undefined) return found;
    const isOpen = identity.namespace === '' ? any : namespaces.has(identity.namespace);
    return isOpen ? 'unknown' : 'missing';
  };
  return { find, findKind: (group, kind) => find(crd(`${pluralOf(kind)}.${group}`)) };
}

function addRelease(release: HelmRelease, add: (identity: Identity, provider: Provider) => void): void {
  const { application, facts, namespace } = release;
  const provider = { application, wave: 0, later: false };
  for (const { group, kind } of facts === undefined ? [] : kindsOf(facts))
    for (const name of facts!.objects[group === '' ? kind : `${kind}.${group}`] ?? []) {
      const [first, second] = name.split('/');
      add({ group, kind, namespace: second === undefined ? '' : first!, name: second ?? first! }, provider);
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

/** Whether something unknown is rendered: into the namespace, or anywhere, for the empty string. */
export function isOpaque(cluster: Cluster, namespace: string): boolean {
  const { namespaces, any } = opaqueIn(cluster);
  return namespace === '' ? any : namespaces.has(namespace);
}

function opaqueIn({ applications, releases }: Cluster): { namespaces: ReadonlySet<string>; any: boolean } {
  const folders = applications.flatMap(({ application, folders }) => {
    const remote = application.sources.filter(
      source =>
        source.chart === undefined &&
        source.path !== undefined &&
        !folders.some(folder => folder.source === source) &&
        crdsOf(source.repository).length === 0,
    );
    const opaque = folders.filter(({ folder }) => folder.opaque);
    return [
      ...remote.map(() => application.namespace ?? ''),
      ...opaque.map(({ folder }) => folder.namespace ?? application.namespace ?? ''),
    ];
  });
  const unknown = releases.filter(release => release.facts === undefined).map(release => release.namespace);
  const all = [...folders, ...unknown];
  return { namespaces: new Set(all), any: all.length > 0 };
}

/** CRDs of repositories whose manifests are known to be nothing else. */
function crdsOf(repository: string): string[] {
  if (!/\/kubernetes-sigs\/gateway-api(?:\.git)?$/.test(repository)) return [];
  const group = 'gateway.networking.k8s.io';
  return Object.keys(kindsOfGroup(group) ?? {}).map(kind => `${pluralOf(kind)}.${group}`);
}
