import { bootstrapFiles } from '../bootstrap/files';
import { workloadSecrets } from '../bootstrap/secrets';
import { type Files, filesOf } from '../charts/files';
import type { Cluster } from '../config/schema/cluster';
import type { Component } from '../graph/application';
import type { Graph } from '../graph/graph';
import { clusterGraph } from '../workloads/cluster-graph';

/** The directories that synth writes to. */
export const writtenTrees: readonly string[] = ['dist', 'gitops/argocd'];

/** Everything that synth writes for one cluster of a fleet. */
export interface ClusterFiles {
  readonly cluster: Cluster;
  readonly graph: Graph;
  /** What Argo CD reads: text by path, relative to the root of the repository. */
  readonly managed: Files;
  /** What exists before Argo CD does: machine configuration, first values, the runbook. */
  readonly bootstrap: Files;
}

/** What synth writes for a cluster of a fleet, with the applications that run in it. */
export function synthCluster(
  cluster: Cluster,
  fleet: readonly Cluster[],
  components: readonly Component[],
): ClusterFiles {
  const managed = filesOf(cluster, fleet, components);
  const ciliumValues = managed.get(`dist/${cluster.name}/cilium/values.yaml`);
  if (ciliumValues === undefined) throw new Error('no layer writes the values of Cilium');
  return {
    cluster,
    graph: clusterGraph(cluster, fleet, components),
    managed,
    bootstrap: bootstrapFiles(cluster, { ciliumValues, workloadSecrets: workloadSecrets(components) }),
  };
}

/** What synth writes for a fleet; `componentsOf` gives the applications that run in a cluster. */
export function synthFleet(
  fleet: readonly Cluster[],
  componentsOf: (cluster: Cluster) => readonly Component[],
): ClusterFiles[] {
  return fleet.map(cluster => synthCluster(cluster, fleet, componentsOf(cluster)));
}

/** The files of all clusters in one map. */
export function filesOfFleet(clusters: readonly ClusterFiles[]): Files {
  return new Map(clusters.flatMap(({ managed, bootstrap }) => [...managed, ...bootstrap]));
}
