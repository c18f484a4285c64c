import type { PolicyRule } from '../../rules';
import { namedNamespaces } from '../../subsumption';
import { describeAbsence, hasUnknownKey } from '../terms';
import { type LintRule, onSubjects, when } from '../visit';

export const selectorMatchesNothing: LintRule = {
  code: 'selector-matches-nothing',
  severity: 'warning',
  title: 'A policy that selects no workload',
  why: 'A policy whose selector matches no pod is accepted and does nothing: the pods that it should protect stay open. Only policies whose namespaces are known are judged: some workload of the namespace is among the manifests, and nothing in it brings more, such as a HelmRelease or an operator’s resource.',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api, tier: front } }, spec: { containers: [] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec: { template: { metadata: { labels: { app: db, tier: back } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api, tier: back } }
  ingress: [{}]
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { metadata: { labels: { app: api, tier: front } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api, tier: front } }
  ingress: [{}]
`,
  source: 'cilium 1.19 pkg/policy/repository.go',
  find: onSubjects((rule, at, context) => {
    const { terms } = rule.subject;
    if (rule.node || !isNamespaced(rule) || !context.known.reachesKnown(terms)) return [];
    // A workload in the host network that is meant here is reported by another rule.
    const isFound = [...context.pods, ...context.hostPods].some(({ labels }) => rule.subject.matches(labels));
    const namesForeign = (namedNamespaces(terms) ?? []).length !== 1;
    return when(!isFound && !namesForeign && !hasUnknownKey(terms, context), {
      ...at(),
      message: describeAbsence(terms),
      repair: 'compare the selector with the labels of the pod templates',
    });
  }),
};

const isNamespaced = ({ ref }: PolicyRule) => ref.manifest.object.kind !== 'CiliumClusterwideNetworkPolicy';
