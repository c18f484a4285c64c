import { children, texts } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const hostPidNamespace: TracingRule = {
  code: 'host-pid-namespace',
  severity: 'warning',
  title: 'Hosts excluded by their PID namespace',
  why: 'A pod with `hostPID` shares the PID namespace of its host, so this filter misses it, and events of hosts are reported to leak through. A pod selector asks for what you mean.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchNamespaces:
            - { namespace: Pid, operator: NotIn, values: [host_ns] } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  podSelector: {}
  kprobes:
    - call: sys_setns
      syscall: true
`,
  source: 'tetragon#3605',
  find: onSelectors(selector =>
    children(selector, 'matchNamespaces')
      .filter(
        ({ value }) =>
          value.namespace === 'Pid' && value.operator === 'NotIn' && texts(value.values).includes('host_ns'),
      )
      .map(({ path }) => ({
        at: path,
        message: 'pods with `hostPID` are missed, and events of hosts are reported to leak (tetragon#3605)',
        allowed: '`podSelector: {}` for all pods',
        repair: 'remove the filter, and write `podSelector: {}` in `spec`',
      })),
  ),
};
