import { listOf, textOf, textsOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import type { KnownNode } from './input';

/** The label of nodes that run the control plane. */
export const controlPlane = 'node-role.kubernetes.io/control-plane';

/** The Nodes among the manifests; where the endpoints of the API server are not, control planes run it. */
export function readNodes(manifests: readonly Manifest[]): KnownNode[] {
  const apiServers = new Set(manifests.flatMap(apiServerAddresses));
  return manifests
    .filter(({ object }) => object.kind === 'Node' && object.apiVersion === 'v1')
    .map(({ object }) => {
      const labels = textsOf(object, 'metadata', 'labels');
      const addresses = listOf(object, 'status', 'addresses')
        .filter(each => textOf(each, 'type') !== 'Hostname')
        .flatMap(each => textOf(each, 'address') ?? []);
      const isApiServer = addresses.some(address => apiServers.has(address));
      return {
        name: object.metadata.name,
        labels,
        ...(addresses.length > 0 && { addresses }),
        runsApiServer: apiServers.size > 0 ? isApiServer : Object.hasOwn(labels, controlPlane),
      };
    });
}

/** The endpoints of the Service `kubernetes`: what Cilium gives the label `reserved:kube-apiserver`. */
export function apiServerAddresses({ object }: Manifest): string[] {
  const { namespace = 'default', name, labels = {} } = object.metadata;
  if (namespace !== 'default') return [];
  if (object.kind === 'EndpointSlice' && labels['kubernetes.io/service-name'] === 'kubernetes')
    return listOf(object, 'endpoints').flatMap(each => listOf(each, 'addresses').map(String));
  if (object.kind !== 'Endpoints' || name !== 'kubernetes') return [];
  return listOf(object, 'subsets').flatMap(each =>
    listOf(each, 'addresses').flatMap(address => textOf(address, 'ip') ?? []),
  );
}
