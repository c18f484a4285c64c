import type { Cluster } from '../spec/schema/cluster';
import type { LayerName } from './layer';
import { idOf, isWorkload, type Need, type Party, type Workload } from './workload';

/** Who talks to whom in one cluster. Everything that must agree with it is derived from it. */
export interface Graph {
  readonly workloads: readonly Workload[];
  readonly needs: readonly Need[];
}

/** What one layer adds to the graph. */
export interface GraphPart {
  readonly workloads: readonly Workload[];
  readonly needs: readonly Need[];
}

export type DescribePart = (cluster: Cluster) => GraphPart;

/**
 * Joins the parts of a cluster's layers. A need one of whose ends is a workload that this cluster does not run is no
 * need; scrapes and name resolution are added here, because they follow from what the parts say.
 */
export function joinParts(
  parts: readonly GraphPart[],
  derive: (workloads: readonly Workload[], needs: readonly Need[]) => readonly Need[],
): Graph {
  const workloads = parts.flatMap(part => part.workloads);
  const present = new Set(workloads.map(idOf));
  const runs = (party: Party) => !isWorkload(party) || present.has(idOf(party));
  const stated = parts.flatMap(part => part.needs).filter(need => runs(need.from) && runs(need.to));
  return { workloads, needs: [...stated, ...derive(workloads, stated)] };
}

/** The workloads of one layer, in the order in which its part lists them. */
export function workloadsOf(graph: Graph, layer: LayerName): Workload[] {
  return graph.workloads.filter(workload => workload.layer === layer);
}
