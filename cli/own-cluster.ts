import { loadFleet } from '../config/load';
import type { Manifest } from '../model/manifest';
import type { KnownNode } from '../policy/input';
import { controlPlane } from '../policy/nodes';
import { type PodWorkload, readWorkloads } from '../policy/workloads';
import { workloadsIn } from '../proof/workloads';
import { clusterGraph } from '../workloads/cluster-graph';
import type { OwnCluster } from './manifests';

/** The nodes of a cluster of ours: its file says where they are, and which are control planes. */
export function nodesOfOwn({ name, files }: OwnCluster): KnownNode[] {
  const cluster = loadFleet(files).clusters.find(each => each.name === name);
  const { controlPlanes = [], workers = [] } = cluster?.talos ?? {};
  const unlisted = 'the cluster file does not say which labels its nodes have';
  return [
    ...controlPlanes.map(({ text }) => ({
      name: text,
      labels: { [controlPlane]: '' },
      addresses: [text],
      runsApiServer: true,
      unlisted,
    })),
    ...workers.map(({ text }) => ({
      name: text,
      labels: {},
      addresses: [text],
      runsApiServer: false,
      unlisted,
      lacks: [controlPlane],
    })),
  ];
}

/** The workloads of a cluster of ours; synth reports what is wrong with its file. */
export function workloadsOfOwn(manifests: readonly Manifest[], { name, files }: OwnCluster): PodWorkload[] {
  const { clusters } = loadFleet(files);
  const cluster = clusters.find(each => each.name === name);
  return cluster === undefined ? readWorkloads(manifests) : workloadsIn(manifests, clusterGraph(cluster, clusters));
}
