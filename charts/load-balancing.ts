import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import { crdMayBeMissing } from '../constructs/sync';
import {
  CiliumBgpAdvertisementSpecAdvertisementsAdvertisementType as AdvertisementType,
  CiliumBgpPeerConfigSpecFamiliesAfi as Afi,
  CiliumBgpAdvertisement,
  CiliumBgpClusterConfig,
  CiliumBgpNodeConfigOverride,
  CiliumBgpPeerConfig,
  CiliumL2AnnouncementPolicy,
  CiliumLoadBalancerIpPool,
  CiliumL2AnnouncementPolicySpecNodeSelectorMatchExpressionsOperator as NodeOperator,
  CiliumLoadBalancerIpPoolSpecServiceSelectorMatchExpressionsOperator as PoolOperator,
  CiliumBgpPeerConfigSpecFamiliesSafi as Safi,
  CiliumBgpAdvertisementSpecAdvertisementsSelectorMatchExpressionsOperator as SelectorOperator,
  CiliumBgpAdvertisementSpecAdvertisementsServiceAddresses as ServiceAddress,
} from '../imports/cilium.io';
import type { AddressRange } from '../model/cidr';

export interface LoadBalancingProps {
  readonly loadBalancing: Cluster['loadBalancing'];
  /** Whether nodes other than control planes exist to answer ARP. */
  readonly hasWorkers: boolean;
}

type Pool = Cluster['loadBalancing']['pools'][number];
type Bgp = NonNullable<Cluster['loadBalancing']['bgp']>;

/** Label by which peers choose what they are told. */
const advertised = { 'infraflux.dev/advertise': 'bgp' };
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
    if (loadBalancing.bgp) this.announceByBgp(loadBalancing.bgp);
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

  private announceByBgp(bgp: Bgp): void {
    new CiliumBgpClusterConfig(this, 'bgp', {
      metadata: { name: 'fabric', annotations: crdMayBeMissing },
      spec: {
        nodeSelector: bgp.nodeSelector ? { matchLabels: bgp.nodeSelector } : undefined,
        bgpInstances: [
          {
            name: 'fabric',
            localAsn: bgp.localASN,
            peers: bgp.peers.map(peer => ({
              name: peer.name,
              peerAddress: peer.address.text,
              peerAsn: peer.asn,
              peerConfigRef: { name: peer.name },
            })),
          },
        ],
      },
    });
    for (const peer of bgp.peers) {
      new CiliumBgpPeerConfig(this, `bgp-peer-${peer.name}`, {
        metadata: { name: peer.name, annotations: crdMayBeMissing },
        spec: {
          authSecretRef: peer.authSecret,
          ebgpMultihop: peer.ebgpMultihop,
          timers: {
            connectRetryTimeSeconds: bgp.timers.connectRetrySeconds,
            holdTimeSeconds: bgp.timers.holdSeconds,
            keepAliveTimeSeconds: bgp.timers.keepAliveSeconds,
          },
          gracefulRestart: {
            enabled: bgp.gracefulRestartSeconds > 0,
            restartTimeSeconds: bgp.gracefulRestartSeconds > 0 ? bgp.gracefulRestartSeconds : undefined,
          },
          // Absent families advertise nothing.
          families: [{ afi: Afi.IPV4, safi: Safi.UNICAST, advertisements: { matchLabels: advertised } }],
        },
      });
    }
    new CiliumBgpAdvertisement(this, 'bgp-advertisement', {
      metadata: { name: 'load-balancers', labels: advertised, annotations: crdMayBeMissing },
      spec: {
        advertisements: [
          {
            advertisementType: AdvertisementType.SERVICE,
            service: { addresses: [ServiceAddress.LOAD_BALANCER_IP] },
            // A Service advertisement without a selector advertises nothing; this one matches every Service.
            selector: {
              matchExpressions: [
                { key: 'infraflux.dev/advertise', operator: SelectorOperator.NOT_IN, values: ['never'] },
              ],
            },
          },
          ...(bgp.advertisePodCIDR ? [{ advertisementType: AdvertisementType.POD_CIDR }] : []),
        ],
      },
    });
    for (const override of bgp.overrides) {
      new CiliumBgpNodeConfigOverride(this, `bgp-override-${override.node}`, {
        metadata: { name: override.node, annotations: crdMayBeMissing },
        spec: {
          bgpInstances: [{ name: 'fabric', routerId: override.routerID?.text, localPort: override.localPort }],
        },
      });
    }
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
function gatewayService(gateway: 'public' | 'internal'): string {
  return `cilium-gateway-${gateway}`;
}
