import { at, onBgp } from './bgp-sessions';
import { type ClusterRule, clusterRule, duplicates, when } from './rule';

/** Deviations of single nodes. */
export const bgpOverrideRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'duplicate-bgp-override',
    severity: 'error',
    title: 'Two overrides for one node',
    why: 'An override is a resource with the name of its node: the second replaces the first.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    overrides:
      - {node: worker-1, routerID: 192.168.10.21}
      - {node: worker-1, localPort: 179}
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    overrides: [{node: worker-1, routerID: 192.168.10.21, localPort: 179}]
`,
    find: onBgp(({ overrides }) =>
      duplicates(
        overrides,
        override => override.node,
        ({ node }, index) => ({
          at: [...at, 'overrides', index, 'node'],
          message: `node \`${node}\` has two overrides`,
          allowed: 'one override for a node',
          repair: 'merge the two',
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'duplicate-router-id',
    severity: 'error',
    title: 'Two nodes with one BGP router ID',
    why: 'A router that sees one ID on two sessions takes the second for a collision and drops one of them.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    overrides:
      - {node: worker-1, routerID: 192.168.10.21}
      - {node: worker-2, routerID: 192.168.10.21}
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    overrides:
      - {node: worker-1, routerID: 192.168.10.21}
      - {node: worker-2, routerID: 192.168.10.22}
`,
    source: 'RFC 4271 §6.8',
    find: onBgp(({ overrides }) =>
      duplicates(
        overrides.map((override, index) => ({ ...override, index })).filter(({ routerID }) => routerID !== undefined),
        override => override.routerID?.text ?? '',
        ({ node, routerID, index }) => ({
          at: [...at, 'overrides', index, 'routerID'],
          message: `router ID \`${routerID?.text}\` of \`${node}\` belongs to another node already: routers drop one of the two sessions`,
          allowed: 'a unique router ID for every node',
          repair: 'write the address of the node',
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'empty-bgp-override',
    severity: 'error',
    title: 'A BGP override that changes nothing',
    why: 'An override exists to deviate on one node. Without a router ID or a port, something was forgotten.',
    wrong: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    overrides: [{node: worker-1}]
`,
    right: `
loadBalancing:
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
    overrides: [{node: worker-1, localPort: 179}]
`,
    find: onBgp(({ overrides }) =>
      overrides.flatMap(({ node, routerID, localPort }, index) =>
        when(routerID === undefined && localPort === undefined, {
          at: [...at, 'overrides', index],
          message: `the override of \`${node}\` changes nothing`,
          allowed: '`routerID`, `localPort` or both',
          repair: 'say what differs on this node, or remove the override',
        }),
      ),
    ),
  }),
];
