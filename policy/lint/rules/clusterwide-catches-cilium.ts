import type { LintRule } from '../rule';

export const clusterwideCatchesCilium: LintRule = {
  code: 'clusterwide-catches-cilium',
  severity: 'warning',
  summary: 'a cluster-wide default deny that catches the endpoints of Cilium itself',
  why: 'An empty `endpointSelector` in a cluster-wide policy selects not only pods: it selects the health endpoint of each node and the Envoy of ingress and Gateways too. A default deny on them fails the health checks and cuts every Gateway off from its backends.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: default-deny }
spec:
  endpointSelector: {}
  ingress: [{}]
  egress: [{}]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: default-deny }
spec:
  endpointSelector:
    matchExpressions: [{ key: k8s:io.kubernetes.pod.namespace, operator: Exists }]
  ingress: [{}]
  egress: [{}]
`,
  find: ({ written }) =>
    written.flatMap(({ manifest, path, rule, namespace, items }) => {
      const { matchLabels = {}, matchExpressions = [] } = rule.endpointSelector ?? { matchLabels: { none: '' } };
      const isEverybody =
        Object.keys(matchLabels).length === 0 &&
        matchExpressions.every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
      const isDenying = items.some(({ direction }) => rule.enableDefaultDeny?.[direction] !== false);
      if (namespace !== undefined || !isEverybody || !isDenying) return [];
      return [
        {
          manifest,
          path: [...path, 'endpointSelector'],
          message: 'the selector takes in `reserved:health` and `reserved:ingress`, and denies them by default',
          repair: 'select pods alone: `matchExpressions: [{ key: k8s:io.kubernetes.pod.namespace, operator: Exists }]`',
        },
      ];
    }),
};
