import type { Cluster } from '../config/schema/cluster';
import { applicationPart } from '../graph/application';
import { buildGraph } from '../graph/build';
import type { Graph } from '../graph/graph';
import { componentsOf } from '../workloads/applications';

/** The graph of a cluster with the applications that run in it. */
export function clusterGraph(cluster: Cluster, fleet: readonly Cluster[]): Graph {
  return buildGraph(cluster, fleet, [applicationPart(componentsOf(cluster), cluster)]);
}
