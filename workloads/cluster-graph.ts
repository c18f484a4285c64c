import type { Cluster } from '../config/schema/cluster';
import { applicationPart, type Component } from '../graph/application';
import { buildGraph } from '../graph/build';
import type { Graph } from '../graph/graph';
import { componentsOf } from '../workloads/applications';

/** The graph of a cluster with the applications that run in it. */
export function clusterGraph(
  cluster: Cluster,
  fleet: readonly Cluster[],
  components: readonly Component[] = componentsOf(cluster),
): Graph {
  return buildGraph(cluster, fleet, [applicationPart(components, cluster)]);
}
