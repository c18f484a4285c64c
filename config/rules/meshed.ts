import type { Cluster } from '../schema/cluster';
import { type ClusterFinding, type FleetFinding, pairs } from './rule';

/** Pairs of clusters of which at least one names the other as its peer. */
export function meshed(clusters: readonly Cluster[]): [Cluster, Cluster][] {
  const names = (a: Cluster, b: Cluster) => a.clusterMesh?.peers.includes(b.name) === true;
  return pairs(clusters).filter(([a, b]) => a.name !== b.name && (names(a, b) || names(b, a)));
}

export function eachPeer(
  clusters: readonly Cluster[],
  find: (cluster: Cluster, peer: string, index: number) => readonly ClusterFinding[],
): FleetFinding[] {
  return clusters.flatMap(cluster =>
    (cluster.clusterMesh?.peers ?? []).flatMap((peer, index) =>
      find(cluster, peer, index).map(fault => ({ ...fault, cluster })),
    ),
  );
}
