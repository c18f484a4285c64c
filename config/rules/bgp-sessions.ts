import { contains } from '../../model/cidr';
import type { Cluster } from '../schema/cluster';
import { nodesOf } from './places';
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
    code: 'bgp-peer-is-node',
    severity: 'error',
    title: 'A BGP peer with the address of a node',
    why: 'Every selected node opens a session to every peer. With the address of a node, the cluster peers with itself and no router learns a route.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.10, asn: 64500}]
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
`,
    find: onBgp(({ peers }, cluster) =>
      peers.flatMap(({ name, address }, index) =>
        when(
          nodesOf(cluster).some(node => node.text === address.text),
          {
            at: [...at, 'peers', index, 'address'],
            message: `peer \`${name}\` has the address of a node, \`${address.text}\`: the cluster would peer with itself`,
            allowed: 'the address of a router',
            repair: 'write the address of the router, or remove the peer',
          },
        ),
      ),
    ),
  }),
  clusterRule({
    code: 'multihop-with-ibgp',
    severity: 'error',
    title: '`ebgpMultihop` on a session within one ASN',
    why: 'With the same ASN on both sides, the session is iBGP, and Cilium ignores the field.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64512, ebgpMultihop: 2}]
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64512}]
`,
    source: 'cilium 1.19 CRD CiliumBGPPeerConfig',
    find: onBgp(({ localASN, peers }) =>
      peers.flatMap(({ name, asn, ebgpMultihop }, index) =>
        when(asn === localASN && ebgpMultihop !== undefined, {
          at: [...at, 'peers', index, 'ebgpMultihop'],
          message: `\`ebgpMultihop\` has no effect on \`${name}\`: with the ASN \`${asn}\` on both sides the session is iBGP`,
          allowed: '`ebgpMultihop` on peers whose `asn` differs from `localASN`',
          repair: 'remove `ebgpMultihop`, or correct one of the two ASNs',
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'bgp-peer-not-adjacent',
    severity: 'warning',
    title: 'An eBGP peer outside the network of the nodes',
    why: 'The packets of an eBGP session live one hop unless `ebgpMultihop` says otherwise, so that a router behind another router is never reached.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.1.1, asn: 64500}]
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.1.1, asn: 64500, ebgpMultihop: 2}]
`,
    source: 'RFC 4271 §5.1.3',
    find: onBgp(({ localASN, peers }, { network }) =>
      peers.flatMap(({ name, address, asn, ebgpMultihop = 1 }, index) =>
        when(asn !== localASN && ebgpMultihop === 1 && !contains(network.nodeCIDR, address), {
          at: [...at, 'peers', index, 'address'],
          message: `\`${name}\` at \`${address.text}\` is outside nodeCIDR \`${network.nodeCIDR.text}\`, and eBGP packets live one hop`,
          allowed: 'a router on the network of the nodes, or `ebgpMultihop` of 2 and more',
          repair: 'add `ebgpMultihop: 2`, unless the nodes have an interface in that network',
        }),
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
