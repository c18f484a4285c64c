import { splitSource } from '../../labels';
import { type LintRule, onPeerSelectors, when } from '../visit';

export const bareNamespaceLabel: LintRule = {
  code: 'bare-namespace-label',
  severity: 'error',
  title: 'A namespace label where pod labels are matched',
  why: '`kubernetes.io/metadata.name` is a label of namespaces; pods do not have it. In `fromEndpoints` and `toEndpoints`, name a namespace with `k8s:io.kubernetes.pod.namespace`, or with the namespace’s own labels behind the prefix `k8s:io.cilium.k8s.namespace.labels.`. Written bare, Cilium adds the policy’s own namespace and the selector matches nothing.',
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
  source: 'cilium 1.19 pkg/k8s/apis/cilium.io/utils/utils.go',
  find: onPeerSelectors(({ matchLabels = {}, matchExpressions = [] }, at) => [
    ...Object.entries(matchLabels)
      .filter(([label]) => isNamespaceLabel(label))
      .map(([label, value]) => ({
        ...at('matchLabels', label),
        message: `\`${label}\` is a label of namespaces, but this selector matches pods`,
        repair: `write \`k8s:io.kubernetes.pod.namespace: ${value}\``,
      })),
    ...matchExpressions.flatMap(({ key }, index) =>
      when(isNamespaceLabel(key), {
        ...at('matchExpressions', index, 'key'),
        message: `\`${key}\` is a label of namespaces, but this selector matches pods`,
        repair: 'write `k8s:io.kubernetes.pod.namespace` as the key',
      }),
    ),
  ]),
};

const isNamespaceLabel = (label: string) => splitSource(label).key === 'kubernetes.io/metadata.name';
