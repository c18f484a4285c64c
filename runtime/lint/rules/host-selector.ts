import { child } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

export const hostSelector: TracingRule = {
  code: 'host-selector',
  severity: 'error',
  title: 'A host selector that cannot select',
  why: '`hostSelector: {}` adds all hosts. Hosts have no labels to select by, and a namespaced policy cannot reach them: both are rejected.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  hostSelector: # wrong
    matchLabels: { node-role.kubernetes.io/control-plane: "" }
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  hostSelector: {}
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go',
  find: onPolicies(({ spec, isNamespaced }) => {
    const selector = child(spec, 'hostSelector');
    if (selector === undefined) return [];
    const labelled = Object.keys(selector.value).length > 0;
    if (!labelled && !isNamespaced) return [];
    return [
      {
        at: selector.path,
        message: isNamespaced ? 'a namespaced policy cannot select hosts' : 'hosts cannot be selected by labels',
        allowed: '`hostSelector: {}` in a TracingPolicy',
        repair: isNamespaced ? 'write a TracingPolicy, or remove `hostSelector`' : 'write `hostSelector: {}`',
      },
    ];
  }),
};
