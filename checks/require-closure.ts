import { createClosureModel, engineOf, proveClosure } from '../proof/closure';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';
import type { Check } from './check';

/** Of our own clusters alone: only they have a graph that says who has to talk to whom. */
export const requireClosure: Check = {
  code: 'require-closure',
  title: 'every need of the service graph is allowed, and everything else denied',
  run: ({ clusters }) => clusters.flatMap(prove),
};

function prove(cluster: Cluster) {
  if (cluster.graph === undefined) return [];
  const manifests = placedManifests(cluster);
  const scene = createClosureModel(cluster.graph, manifests, schemaOf, settingsOf(cluster));
  return proveClosure(scene, engineOf(scene, manifests)).findings;
}
