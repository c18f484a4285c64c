import { children, texts } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const tooManyPids: TracingRule = {
  code: 'too-many-pids',
  severity: 'error',
  title: 'More PIDs than the kernel reads',
  why: 'The kernel reads 4 PIDs. The agent does not check the count, and from 8 on it misreads the rest of the selector.',
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
              values: [1, 2, 3, 4, 5] # wrong
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
              values: [1, 2, 3, 4]
`,
  source: 'tetragon 1.7 bpf/process/pfilter.h',
  find: onSelectors(selector =>
    children(selector, 'matchPIDs')
      .filter(({ value }) => texts(value.values).length > 4)
      .map(({ path, value }) => ({
        at: [...path, 'values'],
        message: `the filter has \`${texts(value.values).length}\` PIDs, and the kernel reads 4`,
        allowed: 'up to 4',
        repair: 'use `matchBinaries`, or several selectors',
      })),
  ),
};
