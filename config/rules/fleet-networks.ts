import { contains, overlaps } from '../../model/cidr';
import { eachPeer, meshed } from './meshed';
import { networksOf, poolBlocksOf } from './places';
import { type FleetRule, fleetRule, when } from './rule';

/** Networks and pools that the members of a mesh share or must not share. */
export const fleetNetworkRules: readonly FleetRule[] = [
  fleetRule({
    code: 'overlapping-mesh-networks',
    severity: 'error',
    title: 'Overlapping networks in one mesh',
    why: 'Node and pod addresses must be unique in the mesh, because clusters route to them directly. Service networks may be the same: a ClusterIP never leaves its cluster.',
    wrong: `
# file: east.yaml

# file: west.yaml
network: {podCIDR: 10.101.0.0/16}
`,
    right: `
# file: east.yaml

# file: west.yaml
network: {podCIDR: 10.102.0.0/16}
`,
    source: 'cilium 1.19 Documentation/network/clustermesh/clustermesh.rst',
    find: ({ clusters }) =>
      meshed(clusters).flatMap(([first, second]) =>
        networksOf(first).flatMap(a =>
          networksOf(second)
            // A ClusterIP never leaves its cluster: two meshed clusters may have the same service network.
            .filter(b => !(a.at.at(-1) === 'serviceCIDR' && b.at.at(-1) === 'serviceCIDR'))
            .filter(b => overlaps(a.range, b.range))
            .map(b => ({
              cluster: second,
              at: b.at,
              message: `\`${b.text}\` overlaps ${a.at.at(-1)} \`${a.text}\` of \`${first.name}\` in the same mesh`,
              allowed: 'node and pod networks that no other cluster of the mesh uses',
              repair: `choose another ${b.at.at(-1)} for \`${second.name}\``,
            })),
        ),
      ),
  }),
  fleetRule({
    code: 'overlapping-mesh-pools',
    severity: 'error',
    title: 'Overlapping pools in one mesh',
    why: 'Both clusters announce the same addresses, and the network chooses one of them.',
    wrong: `
# file: east.yaml
loadBalancing: {pools: [{name: services, blocks: [10.1.0.128/26, 10.9.0.0/28]}], bgp: {localASN: 64512, peers: [{name: router, address: 10.1.0.1, asn: 64500}]}}
# file: west.yaml
loadBalancing: {pools: [{name: services, blocks: [10.2.0.128/26, 10.9.0.8/29]}], bgp: {localASN: 64512, peers: [{name: router, address: 10.2.0.1, asn: 64500}]}}
`,
    right: `
# file: east.yaml
loadBalancing: {pools: [{name: services, blocks: [10.1.0.128/26, 10.9.0.0/28]}], bgp: {localASN: 64512, peers: [{name: router, address: 10.1.0.1, asn: 64500}]}}
# file: west.yaml
loadBalancing: {pools: [{name: services, blocks: [10.2.0.128/26, 10.9.0.16/28]}], bgp: {localASN: 64512, peers: [{name: router, address: 10.2.0.1, asn: 64500}]}}
`,
    find: ({ clusters }) =>
      meshed(clusters).flatMap(([first, second]) =>
        poolBlocksOf(first).flatMap(a =>
          poolBlocksOf(second)
            .filter(b => overlaps(a.range, b.range))
            .map(b => ({
              cluster: second,
              at: b.at,
              message: `\`${b.text}\` overlaps pool \`${a.pool}\` of \`${first.name}\`: both clusters would announce the same addresses`,
              allowed: 'pools that no other cluster of the mesh uses',
              repair: `choose other addresses for \`${second.name}\``,
            })),
        ),
      ),
  }),
  fleetRule({
    code: 'native-cidr-misses-mesh',
    severity: 'error',
    title: 'A native network without the pods of a peer',
    why: 'Traffic to pods of the peer is masqueraded and loses its identity: policies on the other side drop it.',
    wrong: `
# file: east.yaml
network: {routing: {mode: native, nativeCIDR: 10.100.0.0/14}}
# file: west.yaml
network: {routing: {mode: native, nativeCIDR: 10.102.0.0/16}}
`,
    right: `
# file: east.yaml
network: {routing: {mode: native, nativeCIDR: 10.100.0.0/14}}
# file: west.yaml
network: {routing: {mode: native, nativeCIDR: 10.100.0.0/14}}
`,
    source: 'cilium 1.19 Documentation/network/clustermesh/clustermesh.rst',
    find: ({ clusters }) =>
      eachPeer(clusters, (cluster, peer) => {
        const { nativeCIDR } = cluster.network.routing;
        const pods = clusters.find(({ name }) => name === peer)?.network.podCIDR;
        if (nativeCIDR === undefined || pods === undefined) return [];
        return when(!contains(nativeCIDR, pods), {
          at: ['network', 'routing', 'nativeCIDR'],
          message: `\`${nativeCIDR.text}\` does not contain the pods \`${pods.text}\` of \`${peer}\`: traffic to them would be masqueraded and lose its identity`,
          allowed: 'a network that contains the pods of every cluster of the mesh',
          repair: 'widen nativeCIDR to a supernet of all of them',
        });
      }),
  }),
];
