import { onPolicies, type TracingRule, when } from '../rule';

export const invalidName: TracingRule = {
  code: 'invalid-name',
  severity: 'error',
  title: 'A name that is not a DNS subdomain',
  why: 'The API server rejects the object.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata:
  name: egress_public # wrong
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata:
  name: egress-public
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  source: 'kubernetes 1.36 docs: object names',
  find: onPolicies(({ name }) =>
    when(name.length > 253 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name), {
      at: ['metadata', 'name'],
      message: `\`${name}\` is not a valid DNS subdomain`,
      allowed: 'lower-case letters, digits, `-` and `.`, at most 253',
      repair: `did you mean \`${name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}\`?`,
    }),
  ),
};
