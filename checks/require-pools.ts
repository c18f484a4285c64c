import { field, nameOf, selectorOf, textOf, textsOf } from '../model/fields';
import { selects } from '../model/label-selector';
import { groupOf } from '../model/manifest';
import type { Cluster } from '../repository/cluster';
import type { PlacedObject } from '../repository/identity';
import { check, type Fault } from './check';

export const requirePools = check('require-pools', 'what asks for an address is served by a pool', ({ clusters }) =>
  clusters.flatMap(faultsOf),
);

/** Where Cilium hands out no addresses at all, something else does. */
function faultsOf({ objects }: Cluster): Fault[] {
  const pools = objects
    .map(({ manifest }) => manifest.object)
    .filter(object => object.kind === 'CiliumLoadBalancerIPPool' && field(object, 'spec', 'disabled') !== true);
  if (pools.length === 0) return [];
  return objects.filter(asksForAddress).flatMap(placed => {
    const labels = labelsOf(placed);
    // Without a selector, a pool serves everybody.
    const isServed = pools.some(pool => selects(selectorOf(field(pool, 'spec', 'serviceSelector')), labels));
    if (isServed) return [];
    const { manifest, namespace } = placed;
    return [
      {
        in: manifest,
        at: ['spec'],
        message: `no pool serves \`${nameOf(manifest.object, namespace)}\`: it waits for an address for ever`,
        allowed: pools.map(pool => `what \`${pool.metadata.name}\` selects`).join(', or '),
        repair: 'label it so that a pool selects it, or add a pool',
      },
    ];
  });
}

/** Services of a class of their own get addresses elsewhere, unless the class is Cilium's. */
function asksForAddress({ manifest: { object } }: PlacedObject): boolean {
  if (object.kind === 'Gateway') return textOf(object, 'spec', 'gatewayClassName') === 'cilium';
  if (object.kind !== 'Service' || groupOf(object) !== '' || textOf(object, 'spec', 'type') !== 'LoadBalancer')
    return false;
  return textOf(object, 'spec', 'loadBalancerClass')?.startsWith('io.cilium/') ?? true;
}

/** Pools select Services by their labels, their name and their namespace (cilium 1.19 operator/pkg/lbipam). */
function labelsOf({ manifest: { object }, namespace = 'default' }: PlacedObject): Record<string, string> {
  const { name } = object.metadata;
  const isGateway = object.kind === 'Gateway';
  return {
    ...(isGateway
      ? { ...textsOf(object, 'spec', 'infrastructure', 'labels'), 'io.cilium.gateway/owning-gateway': name }
      : textsOf(object.metadata.labels)),
    'io.kubernetes.service.namespace': namespace,
    'io.kubernetes.service.name': isGateway ? `cilium-gateway-${name}` : name,
  };
}
