import { contains, overlaps } from '../../model/cidr';
import { closest } from '../../model/closest';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { networksOf, poolBlocksOf } from './places';
import { type ClusterFinding, type FleetRule, type FleetView, fleetRule, pairs, when } from './rule';

/** What only the fleet shows. Facts on meshes: Cilium `Documentation/network/clustermesh/clustermesh.rst`, requirements. */
export const fleetMeshRules: readonly FleetRule[] = [
  fleetRule({
    code: 'unknown-mesh-peer',
    severity: 'error',
    title: 'A peer without a cluster file',
    why: 'The address and the networks of a peer come from its file.',
    wrong: `
# file: east.yaml
clusterMesh: {peers: [west, north]}
# file: west.yaml
`,
    right: `
# file: east.yaml
clusterMesh: {peers: [west]}
# file: west.yaml
`,
    find: ({ clusters, names }) =>
      eachPeer(clusters, (cluster, peer, index) =>
        when(!names.has(peer), {
          at: ['clusterMesh', 'peers', index],
          message: `no cluster file has the name \`${peer}\``,
          allowed:
            [...names]
              .filter(name => name !== cluster.name)
              .map(name => `\`${name}\``)
              .join(', ') || 'the name of another cluster file',
          repair: suggest(peer, [...names]),
        }),
      ),
  }),
  fleetRule({
    code: 'one-sided-mesh',
    severity: 'error',
    title: 'A peer that does not list this cluster',
    why: 'Each side reads the state of the peers that it lists. The other one learns nothing, and answers do not find their way.',
    wrong: `
# file: east.yaml

# file: west.yaml
clusterMesh: null
`,
    right: `
# file: east.yaml

# file: west.yaml
`,
    source: 'cilium 1.19 Documentation/network/clustermesh/clustermesh.rst',
    find: ({ clusters }) =>
      eachPeer(clusters, (cluster, peer, index) => {
        const other = clusters.find(({ name }) => name === peer);
        return when(other !== undefined && other.clusterMesh?.peers.includes(cluster.name) !== true, {
          at: ['clusterMesh', 'peers', index],
          message: `\`${peer}\` does not list \`${cluster.name}\` as its peer, so it learns nothing of it`,
          allowed: 'peers that name each other',
          repair: `add \`${cluster.name}\` to \`clusterMesh.peers\` of \`${peer}\``,
        });
      }),
  }),
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
  fleetRule({
    code: 'mesh-routing-differs',
    severity: 'error',
    title: 'Members of a mesh that route differently',
    why: 'All members must use the same datapath mode and tunnel protocol; otherwise packets arrive in a form that the other side does not read.',
    wrong: `
# file: east.yaml

# file: west.yaml
network: {routing: {tunnelProtocol: geneve}}
`,
    right: `
# file: east.yaml
network: {routing: {tunnelProtocol: geneve}}
# file: west.yaml
network: {routing: {tunnelProtocol: geneve}}
`,
    source: 'cilium 1.19 Documentation/network/clustermesh/clustermesh.rst',
    find: ({ clusters }) =>
      differing(clusters, ['network', 'routing'], 'routing', ({ network: { routing } }) =>
        routing.mode === 'native' ? 'native' : `tunnel by ${routing.tunnelProtocol ?? 'vxlan'}`,
      ),
  }),
  fleetRule({
    code: 'mesh-encryption-differs',
    severity: 'error',
    title: 'Members of a mesh of which one encrypts',
    why: 'A node that encrypts drops what arrives unencrypted from a peer, or the traffic between the clusters stays in clear text.',
    wrong: `
# file: east.yaml
encryption: {}
# file: west.yaml
encryption: false
`,
    right: `
# file: east.yaml
encryption: {}
# file: west.yaml
encryption: {}
`,
    source: 'cilium 1.19 Documentation/network/clustermesh/clustermesh.rst',
    find: ({ clusters }) =>
      differing(clusters, ['encryption'], 'encryption', ({ encryption }) => (encryption === false ? 'off' : 'on')),
  }),
];

/** Pairs of clusters of which at least one names the other as its peer. */
function meshed(clusters: readonly Cluster[]): [Cluster, Cluster][] {
  const names = (a: Cluster, b: Cluster) => a.clusterMesh?.peers.includes(b.name) === true;
  return pairs(clusters).filter(([a, b]) => a.name !== b.name && (names(a, b) || names(b, a)));
}

function eachPeer(
  clusters: FleetView['clusters'],
  find: (cluster: Cluster, peer: string, index: number) => readonly ClusterFinding[],
) {
  return clusters.flatMap(cluster =>
    (cluster.clusterMesh?.peers ?? []).flatMap((peer, index) =>
      find(cluster, peer, index).map(fault => ({ ...fault, cluster })),
    ),
  );
}

function differing(
  clusters: readonly Cluster[],
  at: readonly Step[],
  what: string,
  value: (cluster: Cluster) => string,
) {
  return meshed(clusters).flatMap(([first, second]) =>
    when(value(first) !== value(second), {
      at,
      message: `${what} is ${value(second)} here and ${value(first)} in \`${first.name}\` of the same mesh`,
      allowed: `the same ${what} in every cluster of a mesh`,
      repair: 'bring the two clusters into line',
    }).map(fault => ({ ...fault, cluster: second })),
  );
}

function suggest(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  return near === undefined ? 'add the file of that cluster, or correct the name' : `did you mean \`${near}\`?`;
}
