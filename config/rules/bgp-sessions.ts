import type { Cluster } from '../schema/cluster';
import { type ClusterFinding, type ClusterRule, clusterRule, duplicates, type FindInCluster, when } from './rule';

type Bgp = NonNullable<Cluster['loadBalancing']['bgp']>;

export const at = ['loadBalancing', 'bgp'] as const;

/** A rule on the `bgp` section, for clusters that have one. */
export const onBgp =
  (find: (bgp: Bgp, cluster: Cluster) => readonly ClusterFinding[]): FindInCluster =>
  cluster =>
    cluster.loadBalancing.bgp === undefined ? [] : find(cluster.loadBalancing.bgp, cluster);

export const bgpSessionRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'bgp-keepalive-too-long',
    severity: 'error',
    title: 'A keep-alive interval above a third of the hold time',
    why: 'A session ends when the hold time passes without a message. Three messages must fit into it, so that one lost packet ends no session. Cilium only refuses an interval above the whole hold time.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    timers: {holdSeconds: 9, keepAliveSeconds: 5}
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    timers: {holdSeconds: 9, keepAliveSeconds: 3}
`,
    source: 'RFC 4271 §4.4',
    find: onBgp(({ timers: { holdSeconds, keepAliveSeconds } }) =>
      when(keepAliveSeconds > holdSeconds / 3, {
        at: [...at, 'timers', 'keepAliveSeconds'],
        message: `a keep-alive every \`${keepAliveSeconds}\` s lets sessions with a hold time of \`${holdSeconds}\` s expire after one or two lost messages`,
        allowed: 'at most a third of `holdSeconds`',
        repair: `write \`keepAliveSeconds: ${Math.floor(holdSeconds / 3)}\`, or \`holdSeconds: ${keepAliveSeconds * 3}\``,
      }),
    ),
  }),
  clusterRule({
    code: 'duplicate-bgp-peer',
    severity: 'error',
    title: 'Two BGP peers with one name or address',
    why: 'Names become names of resources, and Cilium opens one session per address: the second entry replaces or blocks the first.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers:
      - {name: leaf-a, address: 192.168.10.1, asn: 64500}
      - {name: leaf-b, address: 192.168.10.1, asn: 64500}
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers:
      - {name: leaf-a, address: 192.168.10.1, asn: 64500}
      - {name: leaf-b, address: 192.168.10.2, asn: 64500}
`,
    find: onBgp(({ peers }) =>
      (['name', 'address'] as const).flatMap(key =>
        duplicates(
          peers,
          peer => nameOrAddress(peer, key),
          (peer, index, first) => ({
            at: [...at, 'peers', index, key],
            message: `peer \`${first.name}\` has the ${key} \`${nameOrAddress(peer, key)}\` already`,
            allowed: 'every peer once, with a unique name and address',
            repair: 'remove one of the two peers, or correct it',
          }),
        ),
      ),
    ),
  }),
  clusterRule({
    code: 'pod-routes-with-tunnel',
    severity: 'error',
    title: 'Pod networks advertised while pods talk through a tunnel',
    why: 'Routers that learn the pod networks send packets straight to nodes, which accept pod traffic from the tunnel only.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    advertisePodCIDR: true
`,
    right: `
network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16}}
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    advertisePodCIDR: true
`,
    find: onBgp(({ advertisePodCIDR }, { network }) =>
      when(advertisePodCIDR && network.routing.mode === 'tunnel', {
        at: [...at, 'advertisePodCIDR'],
        message: 'routers that learn the pod networks would send to pods what only the tunnel delivers',
        allowed: '`advertisePodCIDR: true` with `network.routing.mode: native`',
        repair: 'remove `advertisePodCIDR`, or route natively',
      }),
    ),
  }),
];

function nameOrAddress(peer: Bgp['peers'][number], key: 'name' | 'address'): string {
  return key === 'name' ? peer.name : peer.address.text;
}
