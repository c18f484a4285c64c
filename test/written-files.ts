import type { Cluster } from '../config/schema/cluster';
import { type ClusterFiles, synthCluster } from '../synth/fleet';
import { componentsOf } from './workloads/applications';

/** What synth writes for a cluster, with the applications of the tests. */
export function writtenFiles(cluster: Cluster, fleet: readonly Cluster[]): ClusterFiles {
  return synthCluster(cluster, fleet, componentsOf(cluster));
}
