import type { Construct } from 'constructs';
import type { GatewayName } from '../config/gateways';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import { crdMayBeMissing } from '../constructs/sync';
import {
  CiliumL2AnnouncementPolicy,
  CiliumLoadBalancerIpPool,
  CiliumL2AnnouncementPolicySpecNodeSelectorMatchExpressionsOperator as NodeOperator,
  CiliumLoadBalancerIpPoolSpecServiceSelectorMatchExpressionsOperator as PoolOperator,
} from '../imports/cilium.io';
import type { AddressRange } from '../model/cidr';
import { announceByBgp } from './bgp';

export interface LoadBalancingProps {
  readonly loadBalancing: Cluster['loadBalancing'];
  /** Whether nodes other than control planes exist to answer ARP. */
  readonly hasWorkers: boolean;
}

type Pool = Cluster['loadBalancing']['pools'][number];

const serviceNameKey = 'io.kubernetes.service.name';

/**
 * Addresses for LoadBalancer Services and Gateways, and how the network learns where they are: ARP on the segment (L2)
 * or routes to the fabric (BGP). Needs Cilium's CRDs, which its operator registers.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/lb-ipam/ and https://docs.cilium.io/en/v1.19/network/bgp-control-plane/
 */
export class LoadBalancing extends Layer {
  constructor(scope: Construct, name: string, { loadBalancing, hasWorkers }: LoadBalancingProps) {
    super(scope, name);
    for (const pool of loadBalancing.pools) {
      new CiliumLoadBalancerIpPool(this, `pool-${pool.name}`, {
        metadata: { name: pool.name, annotations: crdMayBeMissing },
        spec: { blocks: pool.blocks.map(toBlock), serviceSelector: servedBy(pool, loadBalancing.pools) },
      });
    }
    if (loadBalancing.l2) this.announceByArp(loadBalancing.l2, hasWorkers);
    if (loadBalancing.bgp) announceByBgp(this, loadBalancing.bgp);
  }

  private announceByArp(l2: NonNullable<Cluster['loadBalancing']['l2']>, hasWorkers: boolean): void {
    const workers = {
      matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: NodeOperator.DOES_NOT_EXIST }],
    };
    new CiliumL2AnnouncementPolicy(this, 'l2', {
      metadata: { name: 'load-balancers', annotations: crdMayBeMissing },
      spec: {
        interfaces: l2.interfaces,
        nodeSelector: l2.nodeSelector ? { matchLabels: l2.nodeSelector } : hasWorkers ? workers : undefined,
        // Both kinds default to false upstream, which announces nothing.
        loadBalancerIPs: true,
      },
    });
  }
}

function toBlock({ text }: AddressRange): { cidr: string } | { start: string; stop: string } {
  const [start = '', stop] = text.split('-');
  return stop === undefined ? { cidr: text } : { start, stop };
}

/** A pool for one Gateway matches its Service alone; the others match what no such pool claims. */
function servedBy(pool: Pool, pools: readonly Pool[]) {
  if (pool.serves !== 'everything') return { matchLabels: { [serviceNameKey]: gatewayService(pool.serves) } };
  const claimed = pools.flatMap(other => (other.serves === 'everything' ? [] : [gatewayService(other.serves)]));
  if (claimed.length === 0) return undefined;
  return { matchExpressions: [{ key: serviceNameKey, operator: PoolOperator.NOT_IN, values: claimed }] };
}

/** Name of the Service that Cilium makes for a Gateway (`cilium 1.19 operator/pkg/model/translation/gateway-api`). */
function gatewayService(gateway: GatewayName): string {
  return `cilium-gateway-${gateway}`;
}
