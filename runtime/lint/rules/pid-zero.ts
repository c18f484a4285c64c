import { children } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const pidZero: TracingRule = {
  code: 'pid-zero',
  severity: 'warning',
  title: 'Process 0 among the PIDs of a namespace',
  why: 'The kernel compares the list with the parent first, whose PID in the namespace counts as 0. With `0` in the list a `NotIn` never matches.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchPIDs:
            - operator: NotIn
              isNamespacePID: true
              followForks: true
              values: [0, 1] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchPIDs:
            - operator: NotIn
              isNamespacePID: true
              followForks: true
              values: [1]
`,
  source: 'tetragon 1.7 bpf/process/pfilter.h',
  find: onSelectors(selector =>
    children(selector, 'matchPIDs')
      .filter(
        ({ value }) =>
          value.operator === 'NotIn' &&
          value.isNamespacePID === true &&
          Array.isArray(value.values) &&
          value.values.includes(0),
      )
      .map(({ path }) => ({
        at: [...path, 'values'],
        message: '`NotIn` with `0` among the PIDs of a namespace never matches',
        allowed: 'PIDs from 1; processes of the host never match anyway',
        repair: 'remove `0`',
      })),
  ),
};
