import type { Finding } from '../model/finding';
import type { Rule } from '../model/rule';
import { lintPolicies } from '../policy/lint/lint';
import { workloadsIn } from '../proof/workloads';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import type { Repository } from '../repository/repository';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';

/** Findings have the codes of the lint rules, and of what Cilium rejects. */
export const validPolicies: Rule<Repository, Finding> = {
  code: 'valid-policies',
  severity: 'error',
  title: 'A network policy that Cilium rejects, or that does not do what it says',
  why: 'A policy that the agent rejects has passed the API server and protects nothing. This rule runs everything that `infraflux lint` knows on each cluster; the findings have the codes of [the policy rules](../policies/README.md).',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec: { endpointSelector: {}, ingress: [] }
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec: { endpointSelector: {}, ingress: [{}] }
`,
  find: ({ clusters }) => clusters.flatMap(findingsOf),
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
