import { closest } from '../../model/closest';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { fleetNetworkRules } from './fleet-networks';
import { eachPeer, meshed } from './meshed';
import { type FleetRule, fleetRule, when } from './rule';

/** What the members of a mesh must agree on. */
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
  ...fleetNetworkRules,
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
      repair: 'make both clusters the same',
    }).map(fault => ({ ...fault, cluster: second })),
  );
}

function suggest(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  return near === undefined ? 'add the file of that cluster, or correct the name' : `did you mean \`${near}\`?`;
}
