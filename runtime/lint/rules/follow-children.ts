import { children } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const followChildren: TracingRule = {
  code: 'follow-children',
  severity: 'error',
  title: 'Children followed by a part of a path',
  why: 'The kernel marks the children of binaries that it knows by their whole path, so `followChildren` works only with `In` and `NotIn`.',
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
            - { operator: Prefix, values: [/usr/], followChildren: true } # wrong
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
        - matchBinaries:
            - { operator: In, values: [/usr/bin/nsenter], followChildren: true }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onSelectors(selector =>
    children(selector, 'matchBinaries')
      .filter(({ value }) => value.followChildren === true && !['In', 'NotIn'].includes(String(value.operator)))
      .map(({ path, value }) => ({
        at: [...path, 'followChildren'],
        message: `children cannot be followed with \`${value.operator}\``,
        allowed: '`followChildren` with `In` and `NotIn`',
        repair: 'write whole paths with `In`, or remove `followChildren`',
      })),
  ),
};
