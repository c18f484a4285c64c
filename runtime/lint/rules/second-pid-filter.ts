import { children } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const secondPidFilter: TracingRule = {
  code: 'second-pid-filter',
  severity: 'error',
  title: 'A second filter on PIDs',
  why: 'The kernel reads one PID filter, and takes a second one for whatever follows it in the selector.',
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
            - { operator: NotIn, isNamespacePID: true, values: [1] }
            - { operator: NotIn, values: [4711] } # wrong
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
            - { operator: NotIn, isNamespacePID: true, values: [1] }
`,
  source: 'tetragon 1.7 bpf/process/pfilter.h',
  find: onSelectors(selector =>
    children(selector, 'matchPIDs')
      .slice(1)
      .map(({ path }) => ({
        at: path,
        message: 'the kernel reads one PID filter, and misreads the selector behind it',
        allowed: 'one item in `matchPIDs`',
        repair: 'merge the two, or write a second selector',
      })),
  ),
};
