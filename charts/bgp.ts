import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { crdMayBeMissing } from '../constructs/sync';
import {
  CiliumBgpAdvertisementSpecAdvertisementsAdvertisementType as AdvertisementType,
  CiliumBgpPeerConfigSpecFamiliesAfi as Afi,
  CiliumBgpAdvertisement,
  CiliumBgpClusterConfig,
  CiliumBgpNodeConfigOverride,
  CiliumBgpPeerConfig,
  CiliumBgpPeerConfigSpecFamiliesSafi as Safi,
  CiliumBgpAdvertisementSpecAdvertisementsSelectorMatchExpressionsOperator as SelectorOperator,
  CiliumBgpAdvertisementSpecAdvertisementsServiceAddresses as ServiceAddress,
} from '../imports/cilium.io';

type Bgp = NonNullable<Cluster['loadBalancing']['bgp']>;

/** Label by which peers choose what to advertise. */
const advertised = { 'infraflux.dev/advertise': 'bgp' };
/**
 * Sessions with the routers of the fabric, and what they learn: addresses of Services and, if wanted, of pods.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/bgp-control-plane/
 */
export function announceByBgp(scope: Construct, bgp: Bgp): void {
  new CiliumBgpClusterConfig(scope, 'bgp', {
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
    new CiliumBgpPeerConfig(scope, `bgp-peer-${peer.name}`, {
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
  new CiliumBgpAdvertisement(scope, 'bgp-advertisement', {
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
    new CiliumBgpNodeConfigOverride(scope, `bgp-override-${override.node}`, {
      metadata: { name: override.node, annotations: crdMayBeMissing },
      spec: {
        bgpInstances: [{ name: 'fabric', routerId: override.routerID?.text, localPort: override.localPort }],
      },
    });
  }
}
