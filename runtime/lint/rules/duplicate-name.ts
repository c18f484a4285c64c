import type { Policy } from '../../policy';
import { onPolicies, type TracingRule } from '../rule';

const folderOf = ({ manifest: { file } }: Policy) => file.slice(0, file.lastIndexOf('/') + 1);

export const duplicateName: TracingRule = {
  code: 'duplicate-name',
  severity: 'error',
  title: 'Two policies of one name',
  why: 'Events and metrics carry the name of a policy without its namespace, so their events look the same. The agent also rejects the second of two cluster-wide policies.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
---
apiVersion: cilium.io/v1alpha1
kind: TracingPolicyNamespaced
metadata:
  name: example # wrong
  namespace: shop
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
---
apiVersion: cilium.io/v1alpha1
kind: TracingPolicyNamespaced
metadata:
  name: example-shop
  namespace: shop
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  source: 'tetragon 1.7 api/v1/tetragon/tetragon.proto',
  find: onPolicies((policy, { policies }) => {
    const first = policies.find(other => other.name === policy.name && folderOf(other) === folderOf(policy));
    if (first === policy || first === undefined) return [];
    return [
      {
        at: ['metadata', 'name'],
        message: `\`${policy.name}\` is also the name of the policy in \`${first.manifest.file}\`: nothing distinguishes their events`,
        allowed: 'names that are unique in the whole cluster',
        repair: 'rename one of the two',
      },
    ];
  }),
};
