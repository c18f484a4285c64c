import { field, listOf, textOf, textsOf } from '../../../model/fields';
import type { Manifest } from '../../../model/manifest';
import type { Endpoint } from '../../../policy/input';
import { namespaceLabels, namespaceOf, readWorkloads } from '../../../policy/workloads';

/** The pods that the suite takes for one end. */
export interface Peer {
  /** `namespace/owner[Kind]`. */
  readonly name: string;
  readonly hostNetwork: boolean;
  readonly endpoints: readonly Endpoint[];
}

/** Workloads as the suite names them: a pod goes by the name of what controls it. */
export function readPeers(manifests: readonly Manifest[]): Peer[] {
  const peers = new Map<string, Peer>();
  const add = (name: string, endpoint: Endpoint, hostNetwork: boolean) => {
    const { endpoints = [], hostNetwork: before = false } = peers.get(name) ?? {};
    peers.set(name, { name, hostNetwork: before || hostNetwork, endpoints: [...endpoints, endpoint] });
  };
  for (const { manifest, endpoint, hostNetwork } of readWorkloads(manifests))
    if (manifest !== undefined) add(nameOf(manifest), endpoint, hostNetwork);
  const namespaces = namespaceLabels(manifests);
  for (const manifest of manifests.filter(({ object }) => object.kind === 'VirtualMachine')) {
    const namespace = namespaceOf(manifest.object);
    const name = `${namespace}/virtualmachine/${manifest.object.metadata.name}`;
    const labels = textsOf(field(manifest.object, 'spec', 'template', 'metadata'), 'labels');
    add(nameOf(manifest), { name, namespace, namespaceLabels: namespaces.get(namespace) ?? {}, labels }, false);
  }
  return [...peers.values()];
}

/** Among the owners of a pod the one that controls it counts, unless that is its node. */
function nameOf({ object }: Manifest): string {
  const owner =
    object.kind === 'Pod'
      ? listOf(object, 'metadata', 'ownerReferences').find(reference => field(reference, 'controller') === true)
      : undefined;
  const kind = textOf(owner, 'kind') ?? 'Pod';
  const name = textOf(owner, 'name');
  return name === undefined || kind === 'Node'
    ? `${namespaceOf(object)}/${object.metadata.name}[${object.kind}]`
    : `${namespaceOf(object)}/${name}[${kind}]`;
}
