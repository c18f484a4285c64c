import { field, nameOf, selectorOf, textOf, textsOf } from '../model/fields';
import { selects } from '../model/label-selector';
import { groupOf } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import type { PlacedObject } from '../repository/identity';
import type { Repository } from '../repository/repository';

export const requirePools: Rule<Repository> = {
  code: 'require-pools',
  severity: 'error',
  title: 'A Gateway or LoadBalancer Service that no address pool serves',
  why: 'Where Cilium assigns addresses, a Service that no pool selects waits for one forever, and a Gateway with it.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: public }
spec:
  blocks: [{ cidr: 192.0.2.0/24 }]
  serviceSelector: { matchLabels: { pool: public } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, ports: [{ port: 80 }] }
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: public }
spec:
  blocks: [{ cidr: 192.0.2.0/24 }]
  serviceSelector: { matchLabels: { pool: public } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { pool: public } }
spec: { type: LoadBalancer, ports: [{ port: 80 }] }
`,
  source: 'cilium 1.19 operator/pkg/lbipam',
  find: ({ clusters }) => clusters.flatMap(faultsOf),
};

/** Without any pool, something other than Cilium assigns addresses. */
function faultsOf({ objects }: Cluster): RuleFinding[] {
  const pools = objects
    .map(({ manifest }) => manifest.object)
    .filter(object => object.kind === 'CiliumLoadBalancerIPPool' && field(object, 'spec', 'disabled') !== true);
  if (pools.length === 0) return [];
  return objects.filter(asksForAddress).flatMap(placed => {
    const labels = labelsOf(placed);
    // Without a selector, a pool serves every Service.
    const isServed = pools.some(pool => selects(selectorOf(field(pool, 'spec', 'serviceSelector')), labels));
    if (isServed) return [];
    const { manifest, namespace } = placed;
    return [
      {
        in: manifest,
        at: ['spec'],
        message: `no pool serves \`${nameOf(manifest.object, namespace)}\`: it never gets an address`,
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
