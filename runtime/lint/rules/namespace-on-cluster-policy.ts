import { onPolicies, type TracingRule, when } from '../rule';

export const namespaceOnClusterPolicy: TracingRule = {
  code: 'namespace-on-cluster-policy',
  severity: 'error',
  title: 'A namespace on a cluster-wide TracingPolicy',
  why: 'A `TracingPolicy` has no namespace. kubectl and Argo CD drop the field, and the policy applies to every pod and every host of the cluster. `TracingPolicyNamespaced` applies to the pods of its namespace.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy # wrong
metadata: { name: example, namespace: shop }
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicyNamespaced
metadata: { name: example, namespace: shop }
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go; tetragon#4920',
  find: onPolicies(({ isNamespaced, namespace, spec }) =>
    when(!isNamespaced && namespace !== undefined && namespace !== '', {
      at: ['kind'],
      message: `a \`TracingPolicy\` applies to the whole cluster: the namespace \`${namespace}\` has no effect`,
      allowed: '`TracingPolicyNamespaced` with a namespace, or `TracingPolicy` without one',
      repair: `write \`kind: TracingPolicyNamespaced\`${spec.value.hostSelector === undefined ? '' : ', and remove `hostSelector`'}, to keep the policy to \`${namespace}\``,
    }),
  ),
};
