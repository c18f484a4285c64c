import { children, texts } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const runcExclusion: TracingRule = {
  code: 'runc-exclusion',
  severity: 'warning',
  title: 'runc excluded by its path',
  why: 'runc executes a sealed copy of itself, whose path is not `/usr/bin/runc`. The exception never applies, and an enforcing policy stops containers from starting.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchBinaries:
            - operator: NotIn
              values: [/usr/bin/runc] # wrong
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
            - { operator: NotIn, isNamespacePID: true, followForks: false, values: [1] }
`,
  source: 'tetragon#4641',
  find: onSelectors(selector =>
    children(selector, 'matchBinaries')
      .filter(({ value }) => value.operator === 'NotIn' && texts(value.values).some(path => path.endsWith('/runc')))
      .map(({ path }) => ({
        at: [...path, 'values'],
        message:
          'runc executes a sealed copy of itself under another path, so this does not exclude it (tetragon#4641)',
        allowed: 'an exception for the first process of a container, by its PID',
        repair: 'add `matchPIDs: [{operator: NotIn, isNamespacePID: true, followForks: false, values: [1]}]`',
      })),
  ),
};
