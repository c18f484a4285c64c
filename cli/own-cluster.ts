import { loadFleet } from '../config/load';
import type { Manifest } from '../model/manifest';
import { type PodWorkload, readWorkloads } from '../policy/workloads';
import { workloadsIn } from '../proof/workloads';
import { clusterGraph } from '../workloads/cluster-graph';
import type { OwnCluster } from './manifests';

/** The workloads of a cluster of ours; synth reports what is wrong with its file. */
export function workloadsOfOwn(manifests: readonly Manifest[], { name, files }: OwnCluster): PodWorkload[] {
  const { clusters } = loadFleet(files);
  const cluster = clusters.find(each => each.name === name);
  return cluster === undefined ? readWorkloads(manifests) : workloadsIn(manifests, clusterGraph(cluster, clusters));
}
