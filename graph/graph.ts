import type { Connection, Workload } from './workload';

/** Who talks to whom in one cluster. Everything that must agree with it is derived from it. */
export interface Graph {
  readonly workloads: readonly LayeredWorkload[];
  readonly connections: readonly Connection[];
}

/** A workload with the name of the layer that brings it, whose policies the layer brings too. */
export interface LayeredWorkload extends Workload {
  readonly layer: string;
}

/** What one layer adds to the graph. */
export interface GraphPart {
  readonly workloads: readonly Workload[];
  readonly connections: readonly Connection[];
}

export const nothing: GraphPart = { workloads: [], connections: [] };

/** The workloads of one layer, in the order in which the layer lists them. */
export function workloadsOf(graph: Graph, layer: string): LayeredWorkload[] {
  return graph.workloads.filter(workload => workload.layer === layer);
}
