import type { Cluster } from '../config/schema/cluster';

/** Two where there is a second node to run on. */
export function redundantReplicas({ talos }: Pick<Cluster, 'talos'>): number {
  return talos.controlPlanes.length + talos.workers.length > 1 ? 2 : 1;
}
