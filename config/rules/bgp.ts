import { contains } from '../../model/cidr';
import type { Cluster } from '../schema/cluster';
import { nodesOf } from './networks';
import { type ClusterRule, duplicates, error, type Fault, warning, when } from './rule';

type Bgp = NonNullable<Cluster['loadBalancing']['bgp']>;

const at = ['loadBalancing', 'bgp'] as const;

/** A rule on the `bgp` section, for clusters that have one. */
const onBgp =
  (find: (bgp: Bgp, cluster: Cluster) => readonly Fault[]): ClusterRule['find'] =>
  cluster =>
    cluster.loadBalancing.bgp === undefined ? [] : find(cluster.loadBalancing.bgp, cluster);

export const bgpRules: readonly ClusterRule[] = [
  // RFC 4271 §4.4; the CRD itself refuses only a keep-alive above the hold time.
  error(
    'bgp-keepalive-too-long',
    onBgp(({ timers: { holdSeconds, keepAliveSeconds } }) =>
      when(keepAliveSeconds > holdSeconds / 3, {
        path: [...at, 'timers', 'keepAliveSeconds'],
        message: `a keep-alive every \`${keepAliveSeconds}\` s lets sessions with a hold time of \`${holdSeconds}\` s expire after one or two lost messages`,
        allowed: 'at most a third of `holdSeconds`',
        repair: `write \`keepAliveSeconds: ${Math.floor(holdSeconds / 3)}\`, or \`holdSeconds: ${keepAliveSeconds * 3}\``,
      }),
    ),
  ),
  error(
    'duplicate-bgp-peer',
    onBgp(({ peers }) =>
      (['name', 'address'] as const).flatMap(key =>
        duplicates(
          peers,
          peer => nameOrAddress(peer, key),
          (peer, index, first) => ({
            path: [...at, 'peers', index, key],
            message: `peer \`${peers[first]!.name}\` has the ${key} \`${nameOrAddress(peer, key)}\` already`,
            allowed: 'every peer once, with a name and an address of its own',
            repair: 'remove one of the two peers, or correct it',
          }),
        ),
      ),
    ),
  ),
  error(
    'bgp-peer-is-node',
    onBgp(({ peers }, cluster) =>
      peers.flatMap(({ name, address }, index) =>
        when(
          nodesOf(cluster).some(node => node.text === address.text),
          {
            path: [...at, 'peers', index, 'address'],
            message: `peer \`${name}\` has the address of a node, \`${address.text}\`: the cluster would peer with itself`,
            allowed: 'the address of a router',
            repair: 'write the address of the router, or remove the peer',
          },
        ),
      ),
    ),
  ),
  // CiliumBGPPeerConfig: "This field is ignored for iBGP neighbors."
  error(
    'multihop-with-ibgp',
    onBgp(({ localASN, peers }) =>
      peers.flatMap(({ name, asn, ebgpMultihop }, index) =>
        when(asn === localASN && ebgpMultihop !== undefined, {
          path: [...at, 'peers', index, 'ebgpMultihop'],
          message: `\`ebgpMultihop\` has no effect on \`${name}\`: with the ASN \`${asn}\` on both sides the session is iBGP`,
          allowed: '`ebgpMultihop` on peers whose `asn` differs from `localASN`',
          repair: 'remove `ebgpMultihop`, or correct one of the two ASNs',
        }),
      ),
    ),
  ),
  warning(
    'bgp-peer-not-adjacent',
    onBgp(({ localASN, peers }, { network }) =>
      peers.flatMap(({ name, address, asn, ebgpMultihop = 1 }, index) =>
        when(asn !== localASN && ebgpMultihop === 1 && !contains(network.nodeCIDR, address), {
          path: [...at, 'peers', index, 'address'],
          message: `\`${name}\` at \`${address.text}\` is outside nodeCIDR \`${network.nodeCIDR.text}\`, and eBGP packets live one hop`,
          allowed: 'a router on the network of the nodes, or `ebgpMultihop` of 2 and more',
          repair: 'add `ebgpMultihop: 2`, unless the nodes have an interface in that network',
        }),
      ),
    ),
  ),
  error(
    'pod-routes-with-tunnel',
    onBgp(({ advertisePodCIDR }, { network }) =>
      when(advertisePodCIDR && network.routing.mode === 'tunnel', {
        path: [...at, 'advertisePodCIDR'],
        message: 'routers that learn the pod networks would send to pods what only the tunnel delivers',
        allowed: '`advertisePodCIDR: true` with `network.routing.mode: native`',
        repair: 'remove `advertisePodCIDR`, or route natively',
      }),
    ),
  ),
  error(
    'duplicate-bgp-override',
    onBgp(({ overrides }) =>
      duplicates(
        overrides,
        override => override.node,
        ({ node }, index) => ({
          path: [...at, 'overrides', index, 'node'],
          message: `node \`${node}\` has two overrides`,
          allowed: 'one override for a node',
          repair: 'merge the two',
        }),
      ),
    ),
  ),
  error(
    'duplicate-router-id',
    onBgp(({ overrides }) =>
      duplicates(
        overrides.map((override, index) => ({ ...override, index })).filter(({ routerID }) => routerID !== undefined),
        override => override.routerID?.text ?? '',
        ({ node, routerID, index }) => ({
          path: [...at, 'overrides', index, 'routerID'],
          message: `router ID \`${routerID?.text}\` of \`${node}\` belongs to another node already: routers drop one of the two sessions`,
          allowed: 'a router ID of its own for every node',
          repair: 'write the address of the node',
        }),
      ),
    ),
  ),
  error(
    'empty-bgp-override',
    onBgp(({ overrides }) =>
      overrides.flatMap(({ node, routerID, localPort }, index) =>
        when(routerID === undefined && localPort === undefined, {
          path: [...at, 'overrides', index],
          message: `the override of \`${node}\` changes nothing`,
          allowed: '`routerID`, `localPort` or both',
          repair: 'say what differs on this node, or remove the override',
        }),
      ),
    ),
  ),
];

function nameOrAddress(peer: Bgp['peers'][number], key: 'name' | 'address'): string {
  return key === 'name' ? peer.name : peer.address.text;
}
