import { splitSource } from '../../labels';
import { allItems } from '../context';
import type { LintRule } from '../rule';

export const bareNamespaceLabel: LintRule = {
  code: 'bare-namespace-label',
  severity: 'error',
  summary: 'the label of a namespace where labels of pods are matched',
  why: '`kubernetes.io/metadata.name` is a label of namespaces, no pod has it. In `fromEndpoints` a namespace is named by `k8s:io.kubernetes.pod.namespace`, or by its own labels behind the prefix `k8s:io.cilium.k8s.namespace.labels.`. As it stands the policy’s own namespace is added, and nothing matches.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { kubernetes.io/metadata.name: monitoring } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring } }]
`,
  find: context =>
    allItems(context).flatMap(({ item, path, direction, written: { manifest } }) => {
      const key = direction === 'ingress' ? 'fromEndpoints' : 'toEndpoints';
      return (item[key] ?? []).flatMap(({ matchLabels = {} }, index) =>
        Object.entries(matchLabels)
          .filter(([label]) => splitSource(label).key === 'kubernetes.io/metadata.name')
          .map(([label, value]) => ({
            manifest,
            path: [...path, key, index, 'matchLabels', label],
            message: `\`${label}\` is a label of namespaces, and here pods are matched`,
            repair: `write \`k8s:io.kubernetes.pod.namespace: ${value}\``,
          })),
      );
    }),
};
