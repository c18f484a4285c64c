import { contains } from '../../model/cidr';
import { at, onBgp } from './bgp-sessions';
import { nodesOf } from './places';
import { type ClusterRule, clusterRule, when } from './rule';

/** Where BGP peers are: beside the nodes, or behind other routers. */
export const bgpPeerRules: readonly ClusterRule[] = [
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
];
