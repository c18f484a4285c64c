import type { Cluster } from '../config/schema/cluster';
import type { LayerName } from './layer';
import type { Connection, Workload } from './workload';

/** Who talks to whom in one cluster. Everything that must agree with it is derived from it. */
export interface Graph {
  readonly workloads: readonly Workload[];
  readonly connections: readonly Connection[];
}

/** What one layer adds to the graph. */
export type GraphPart = Graph;

/**
 * What a layer runs in a cluster; nothing where the cluster file turns it off. Needs towards workloads of other layers
 * may be stated without asking whether these run: `buildGraph` drops the needs that lack an end. `fleet` holds every
 * cluster, for what peers of a mesh need from each other.
 */
export type DescribePart = (cluster: Cluster, fleet: readonly Cluster[]) => GraphPart;

export const nothing: GraphPart = { workloads: [], connections: [] };

/** The workloads of one layer, in the order in which its part lists them. */
export function workloadsOf(graph: Graph, layer: LayerName): Workload[] {
  return graph.workloads.filter(workload => workload.layer === layer);
}
