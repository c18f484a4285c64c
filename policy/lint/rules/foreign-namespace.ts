import { namespaceKey, withSource } from '../../labels';
import { type LintRule, onSpecs, when } from '../visit';

export const foreignNamespace: LintRule = {
  code: 'foreign-namespace',
  severity: 'error',
  title: 'A namespaced policy that tries to select pods of another namespace',
  why: 'A CiliumNetworkPolicy selects pods of its own namespace, whatever its `endpointSelector` says. With the prefix `k8s:` Cilium overwrites the other namespace with its own; without it, Cilium asks for both, and no pod has two: the policy selects nothing.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: dns, namespace: shop }
spec:
  endpointSelector: { matchLabels: { io.kubernetes.pod.namespace: kube-system } }
  ingress: [{}]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: dns, namespace: kube-system }
spec:
  endpointSelector: {}
  ingress: [{}]
`,
  source: 'cilium 1.19 pkg/k8s/apis/cilium.io/utils/utils.go ParseToCiliumRule',
  find: onSpecs(({ rule, namespace }, at) =>
    Object.entries(rule.endpointSelector?.matchLabels ?? {}).flatMap(([key, value]) => {
      const source = withSource('any', key);
      const isNamespace = source === `any:${namespaceKey}` || source === `k8s:${namespaceKey}`;
      return when(namespace !== undefined && isNamespace && value !== namespace, {
        ...at('endpointSelector', 'matchLabels', key),
        message: source.startsWith('k8s:')
          ? `Cilium overwrites \`${value}\` with the policy's own namespace \`${namespace}\``
          : `the policy selects only in \`${namespace}\`, so with \`${value}\` it selects nothing`,
        repair: `move the policy to the namespace \`${value}\``,
      });
    }),
  ),
};
