import { lintPolicies } from '../policy/lint/lint';
import { workloadsIn } from '../proof/workloads';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';
import type { Check } from './check';

/** What `infraflux lint` says of the policies of a whole cluster, under its own codes. */
export const validPolicies: Check = {
  code: 'valid-policies',
  title: 'every policy is one that Cilium accepts, and says what is meant',
  run: ({ clusters }) => clusters.flatMap(findingsOf),
};

function findingsOf(cluster: Cluster) {
  const manifests = placedManifests(cluster);
  return lintPolicies(manifests, {
    schemaOf,
    settings: settingsOf(cluster),
    // Workloads of charts are not among the manifests; the graph knows them.
    workloads: cluster.graph && workloadsIn(manifests, cluster.graph),
    complete: cluster.graph !== undefined,
  });
}
