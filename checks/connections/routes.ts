import { field, listOf, nameOf, textOf } from '../../model/fields';
import { groupOf } from '../../model/manifest';
import type { Cluster } from '../../repository/cluster';
import type { PlacedObject } from '../../repository/identity';
import { gateways } from '../../repository/references/reference';
import type { Need } from './need';
import { backendsOf, endpointName } from './services';

/** Requests through Cilium's own Gateways and Ingresses reach the backends with the identity `reserved:ingress`. */
export function neededByRoutes(cluster: Cluster): Need[] {
  return cluster.objects.flatMap(placed => {
    const { manifest, namespace = 'default' } = placed;
    const { object } = manifest;
    const backends = isServed(placed, cluster) ? backendsIn(object) : [];
    return backends.flatMap(({ at, service, namespace: other = namespace, port }) =>
      backendsOf(cluster, other, service, port).map(({ pod, port: number }) => ({
        in: manifest,
        at,
        why: `\`${nameOf(object, namespace)}\` sends the requests of clients to it`,
        from: 'entity:ingress',
        to: endpointName(pod),
        port: number,
        protocol: 'TCP' as const,
      })),
    );
  });
}

function isServed({ manifest: { object }, namespace = 'default' }: PlacedObject, cluster: Cluster): boolean {
  if (object.kind === 'Ingress' && groupOf(object) === 'networking.k8s.io')
    return isCilium(textOf(object, 'spec', 'ingressClassName'), 'IngressClass', cluster);
  if (groupOf(object) !== gateways) return false;
  return listOf(object, 'spec', 'parentRefs').some(parent => {
    const home = textOf(parent, 'namespace') ?? namespace;
    const gateway = cluster.objects.find(
      placed =>
        placed.manifest.object.kind === 'Gateway' &&
        placed.manifest.object.metadata.name === textOf(parent, 'name') &&
        placed.namespace === home,
    );
    return isCilium(textOf(gateway?.manifest.object, 'spec', 'gatewayClassName'), 'GatewayClass', cluster);
  });
}

/** Cilium's class is called `cilium`, or one that is written says that Cilium serves it. */
function isCilium(name: string | undefined, kind: string, { objects }: Cluster): boolean {
  const object = objects.find(({ manifest }) => manifest.object.kind === kind && manifest.object.metadata.name === name)
    ?.manifest.object;
  const controller = textOf(object, 'spec', 'controllerName') ?? textOf(object, 'spec', 'controller');
  return controller === undefined ? name === 'cilium' : /^(?:io\.)?cilium(?:\.io)?\//.test(controller);
}

function backendsIn(object: unknown) {
  const backend = (at: readonly (string | number)[], name: string, port: readonly string[]) => {
    const service = textOf(object, ...at, name);
    const kind = textOf(object, ...at, 'kind') ?? 'Service';
    const namespace = textOf(object, ...at, 'namespace');
    if (service === undefined || kind !== 'Service') return [];
    return [{ at, service, port: field(object, ...at, ...port), ...(namespace !== undefined && { namespace }) }];
  };
  return listOf(object, 'spec', 'rules').flatMap((rule, index) => {
    const at = ['spec', 'rules', index];
    return [
      ...listOf(rule, 'backendRefs').flatMap((_, item) => backend([...at, 'backendRefs', item], 'name', ['port'])),
      ...listOf(rule, 'http', 'paths').flatMap((path, item) =>
        backend(
          [...at, 'http', 'paths', item, 'backend', 'service'],
          'name',
          field(path, 'backend', 'service', 'port', 'name') === undefined ? ['port', 'number'] : ['port', 'name'],
        ),
      ),
    ];
  });
}
