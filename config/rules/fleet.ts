import { contains, overlaps } from '../../model/cidr';
import { closest } from '../../model/closest';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { networksOf, pairs, poolBlocksOf } from './networks';
import { type Fault, type FleetRule, type FleetView, when } from './rule';

/** What only the fleet shows. Facts on meshes: Cilium `Documentation/network/clustermesh/clustermesh.rst`, requirements. */
export const fleetRules: readonly FleetRule[] = [
  fleet('duplicate-cluster', ({ clusters }) => repeated(clusters, ['name'], ({ name }) => name)),
  fleet('duplicate-mesh-id', ({ clusters }) =>
    repeated(
      clusters.filter(({ clusterMesh: mesh }) => mesh !== undefined),
      ['clusterMesh', 'id'],
      ({ clusterMesh: mesh }) => String(mesh!.id),
    ),
  ),
  fleet('unknown-mesh-peer', ({ clusters, names }) =>
    eachPeer(clusters, (cluster, peer, index) =>
      when(!names.has(peer), {
        path: ['clusterMesh', 'peers', index],
        message: `no cluster file has the name \`${peer}\``,
        allowed:
          [...names]
            .filter(name => name !== cluster.name)
            .map(name => `\`${name}\``)
            .join(', ') || 'the name of another cluster file',
        repair: suggest(peer, [...names]),
      }),
    ),
  ),
  fleet('one-sided-mesh', ({ clusters }) =>
    eachPeer(clusters, (cluster, peer, index) => {
      const other = clusters.find(({ name }) => name === peer);
      return when(other !== undefined && other.clusterMesh?.peers.includes(cluster.name) !== true, {
        path: ['clusterMesh', 'peers', index],
        message: `\`${peer}\` does not list \`${cluster.name}\` as its peer, so it learns nothing of it`,
        allowed: 'peers that name each other',
        repair: `add \`${cluster.name}\` to \`clusterMesh.peers\` of \`${peer}\``,
      });
    }),
  ),
  fleet('overlapping-mesh-networks', ({ clusters }) =>
    meshed(clusters).flatMap(([first, second]) =>
      networksOf(first).flatMap(a =>
        networksOf(second)
          // A ClusterIP never leaves its cluster: two meshed clusters may have the same service network.
          .filter(b => !(a.path.at(-1) === 'serviceCIDR' && b.path.at(-1) === 'serviceCIDR'))
          .filter(b => overlaps(a.range, b.range))
          .map(b => ({
            cluster: second,
            path: b.path,
            message: `\`${b.text}\` overlaps ${a.path.at(-1)} \`${a.text}\` of \`${first.name}\` in the same mesh`,
            allowed: 'node and pod networks that no other cluster of the mesh uses',
            repair: `choose another ${b.path.at(-1)} for \`${second.name}\``,
          })),
      ),
    ),
  ),
  fleet('overlapping-mesh-pools', ({ clusters }) =>
    meshed(clusters).flatMap(([first, second]) =>
      poolBlocksOf(first).flatMap(a =>
        poolBlocksOf(second)
          .filter(b => overlaps(a.range, b.range))
          .map(b => ({
            cluster: second,
            path: b.path,
            message: `\`${b.text}\` overlaps pool \`${a.pool}\` of \`${first.name}\`: both clusters would announce the same addresses`,
            allowed: 'pools that no other cluster of the mesh uses',
            repair: `choose other addresses for \`${second.name}\``,
          })),
      ),
    ),
  ),
  fleet('native-cidr-misses-mesh', ({ clusters }) =>
    eachPeer(clusters, (cluster, peer) => {
      const { nativeCIDR } = cluster.network.routing;
      const pods = clusters.find(({ name }) => name === peer)?.network.podCIDR;
      if (nativeCIDR === undefined || pods === undefined) return [];
      return when(!contains(nativeCIDR, pods), {
        path: ['network', 'routing', 'nativeCIDR'],
        message: `\`${nativeCIDR.text}\` does not contain the pods \`${pods.text}\` of \`${peer}\`: traffic to them would be masqueraded and lose its identity`,
        allowed: 'a network that contains the pods of every cluster of the mesh',
        repair: 'widen nativeCIDR to a supernet of all of them',
      });
    }),
  ),
  fleet('mesh-routing-differs', ({ clusters }) =>
    differing(clusters, ['network', 'routing'], 'routing', ({ network: { routing } }) =>
      routing.mode === 'native' ? 'native' : `tunnel by ${routing.tunnelProtocol ?? 'vxlan'}`,
    ),
  ),
  fleet('mesh-encryption-differs', ({ clusters }) =>
    differing(clusters, ['encryption'], 'encryption', ({ encryption }) => (encryption === false ? 'off' : 'on')),
  ),
];

function fleet(code: string, find: FleetRule['find']): FleetRule {
  return { code, severity: 'error', find };
}

/** Pairs of clusters of which at least one names the other as its peer. */
function meshed(clusters: readonly Cluster[]): [Cluster, Cluster][] {
  const names = (a: Cluster, b: Cluster) => a.clusterMesh?.peers.includes(b.name) === true;
  return pairs(clusters).filter(([a, b]) => a.name !== b.name && (names(a, b) || names(b, a)));
}

function eachPeer(
  clusters: FleetView['clusters'],
  find: (cluster: Cluster, peer: string, index: number) => readonly Fault[],
) {
  return clusters.flatMap(cluster =>
    (cluster.clusterMesh?.peers ?? []).flatMap((peer, index) =>
      find(cluster, peer, index).map(fault => ({ ...fault, cluster })),
    ),
  );
}

function repeated(clusters: readonly Cluster[], path: readonly Step[], value: (cluster: Cluster) => string) {
  return clusters.flatMap((cluster, index) => {
    const earlier = clusters.slice(0, index).find(other => value(other) === value(cluster));
    return when(earlier !== undefined, {
      path,
      message: `${path.join('.')} \`${value(cluster)}\` is that of another cluster${path.includes('clusterMesh') ? `, \`${earlier?.name}\`` : ''}`,
      allowed: 'a value that no other cluster of the fleet has',
      repair: 'change the one of the cluster that is not built yet: neither can change later',
    }).map(fault => ({ ...fault, cluster }));
  });
}

function differing(
  clusters: readonly Cluster[],
  path: readonly Step[],
  what: string,
  value: (cluster: Cluster) => string,
) {
  return meshed(clusters).flatMap(([first, second]) =>
    when(value(first) !== value(second), {
      path,
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
