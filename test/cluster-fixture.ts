import { join } from 'node:path';
import { readSettings } from '../cli/cluster';
import { loadSource } from '../cli/manifests';
import type { Cluster } from '../config/schema/cluster';
import type { Manifest } from '../model/manifest';
import type { Engine } from '../policy/engine';
import { type ClosureModel, createClosureModel, engineOf } from '../proof/closure-model';
import { schemaOf } from '../upstream/schemas/load';
import { clusterGraph } from '../workloads/cluster-graph';
import { fixtureProject } from './fixture-project';
import { fixtureFleet } from './fleet';

export interface WrittenCluster {
  readonly manifests: readonly Manifest[];
  readonly model: ClosureModel;
  readonly engine: Engine;
}

/** What is written for a cluster, ready to be proven. */
export function writtenCluster(cluster: Cluster): WrittenCluster {
  const source = loadSource(join(fixtureProject(), 'dist', cluster.name));
  const { manifests } = source;
  const model = createClosureModel(clusterGraph(cluster, fixtureFleet), manifests, schemaOf, readSettings(source, {}));
  return { manifests, model, engine: engineOf(model, manifests) };
}
