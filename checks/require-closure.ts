import type { Finding } from '../model/finding';
import type { Rule } from '../model/rule';
import { proveClosure } from '../proof/closure';
import { createClosureModel, engineOf } from '../proof/closure-model';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import type { Repository } from '../repository/repository';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';

/** Only clusters that InfraFlux writes have a graph that says who connects to whom. */
export const requireClosure: Rule<Repository, Finding> = {
  code: 'require-closure',
  severity: 'error',
  title: 'A connection of the service graph that the policies deny, or one that they allow beyond it',
  why: 'The policies of a cluster that InfraFlux writes are generated from its service graph. This rule reads nothing but the written YAML, asks the policy engine about each pair of endpoints on every port and about the requests on layer 7, and compares the answers with the graph. Where they differ, correct the connection in `graph/` or `workloads/` and run `npm run synth`; the finding names both endpoints, the policy and the line.',
  wrong: `
# The graph says that cert-manager connects to the API server on port 6443.
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: cert-manager, namespace: cert-manager }
spec:
  endpointSelector: {}
  egress: [{ toEntities: [kube-apiserver], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: cert-manager, namespace: cert-manager }
spec:
  endpointSelector: {}
  egress: [{ toEntities: [kube-apiserver], toPorts: [{ ports: [{ port: "6443", protocol: TCP }] }] }]
`,
  find: ({ clusters }) => clusters.flatMap(prove),
};

function prove(cluster: Cluster) {
  if (cluster.graph === undefined) return [];
  const manifests = placedManifests(cluster);
  const scene = createClosureModel(cluster.graph, manifests, schemaOf, settingsOf(cluster));
  return proveClosure(scene, engineOf(scene, manifests)).findings;
}
