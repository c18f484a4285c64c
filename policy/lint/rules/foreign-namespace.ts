import { namespaceKey, withSource } from '../../labels';
import type { LintRule } from '../rule';

export const foreignNamespace: LintRule = {
  code: 'foreign-namespace',
  severity: 'error',
  summary: 'a namespaced policy that wants to select pods of another namespace',
  why: 'A CiliumNetworkPolicy selects pods of its own namespace, whatever its `endpointSelector` says. With the prefix `k8s:` Cilium overwrites the foreign namespace by its own, without it both are asked for and no pod has two: the policy selects nobody.',
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
  find: ({ written }) =>
    written.flatMap(({ manifest, path, rule, namespace }) =>
      Object.entries(rule.endpointSelector?.matchLabels ?? {}).flatMap(([key, value]) => {
        const source = withSource('any', key);
        if (
          namespace === undefined ||
          value === namespace ||
          ![`any:${namespaceKey}`, `k8s:${namespaceKey}`].includes(source)
        )
          return [];
        return [
          {
            manifest,
            path: [...path, 'endpointSelector', 'matchLabels', key],
            message: source.startsWith('k8s:')
              ? `Cilium overwrites \`${value}\` by the policy's own namespace \`${namespace}\``
              : `the policy selects in \`${namespace}\` alone, so with \`${value}\` it selects nobody`,
            repair: `write the policy in the namespace \`${value}\``,
          },
        ];
      }),
    ),
};
