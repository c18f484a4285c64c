import { namespaceKey } from '../../labels';
import { keysOf, type SelectorTerms } from '../../selector';
import { namedNamespaces } from '../../subsumption';
import { type LintContext, podsOf } from '../context';
import { describeAbsence, hasUnknownKey } from '../terms';
import { type LintRule, onPeers, when } from '../visit';

export const peerSelectsNobody: LintRule = {
  code: 'peer-selects-nobody',
  severity: 'warning',
  title: 'A peer that selects no workload',
  why: 'Labels of a peer are looked for in the namespace of the policy unless the selector names another one with `k8s:io.kubernetes.pod.namespace`, or selects namespaces by their labels. A peer that matches no pod allows nothing, or denies nothing. Peers are judged only where all workloads that they can reach are known, and a namespace is called missing only where the manifests declare every namespace that they use.',
  wrong: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, ports: [{ name: http, containerPort: 8080 }] }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: monitoring }
spec: { template: { metadata: { labels: { app: prometheus } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { app: prometheus } }]
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, ports: [{ name: http, containerPort: 8080 }] }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: monitoring }
spec: { template: { metadata: { labels: { app: prometheus } }, spec: { containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring, app: prometheus } }]
`,
  source: 'cilium 1.19 pkg/k8s/apis/cilium.io/utils/utils.go getEndpointSelector',
  find: onPeers(({ selector: { terms } }, at, _, context) => {
    if (terms === undefined || isForEveryone(terms) || hasUnknownKey(terms, context)) return [];
    const missing = (namedNamespaces(terms) ?? []).filter(name => context.known.exists(name) === false);
    if (missing.length > 0)
      return [
        {
          ...at(),
          message: `the peer names ${missing.map(name => `\`${name}\``).join(', ')}, and there is no such namespace`,
          repair: 'correct the namespace, or add it to the manifests',
        },
      ];
    if (!context.known.reachesKnown(terms)) return [];
    const isFound = [context.pods, context.hostPods].some(pods => podsOf(terms, pods).length > 0);
    return when(!isFound, {
      ...at(),
      message: describeAbsence(terms),
      repair: repairOf(terms, context),
    });
  }),
};

/** Entities, and the pods of a namespace or of all of them: an empty namespace is not a mistake of the selector. */
const isForEveryone = (terms: SelectorTerms) =>
  keysOf(terms).some(key => key.startsWith('reserved:')) ||
  (keysOf(terms).every(key => /io\.kubernetes\.pod\.namespace|io\.cilium\.k8s\./.test(key)) &&
    namedNamespaces(terms) === undefined);

function repairOf(terms: SelectorTerms, { pods }: LintContext): string {
  const { [`k8s:${namespaceKey}`]: _, ...labels } = terms.labels;
  const elsewhere = podsOf({ ...terms, labels }, pods).map(({ workload }) => workload.endpoint.namespace ?? 'default');
  if (elsewhere.length === 0) return 'compare the selector with the labels of the pod templates';
  return `these labels exist in another namespace: add \`k8s:${namespaceKey}: ${[...new Set(elsewhere)].join('` or `')}\``;
}
