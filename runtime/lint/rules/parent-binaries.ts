import { onSelectors, type TracingRule, when } from '../rule';

export const parentBinaries: TracingRule = {
  code: 'parent-binaries',
  severity: 'warning',
  title: 'A filter on the parent, which agents do not track by default',
  why: 'The agent rejects `matchParentBinaries` unless it was started with `parents-map-enabled`.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchParentBinaries: [{ operator: In, values: [/usr/bin/bash] }] # wrong
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
        - matchBinaries: [{ operator: In, values: [/usr/bin/bash] }]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onSelectors(({ path, value }) =>
    when(value.matchParentBinaries !== undefined, {
      at: [...path, 'matchParentBinaries'],
      message: 'the agent rejects filters on the parent unless it was started with `parents-map-enabled`',
      allowed: 'the Helm value `tetragon.extraArgs: {parents-map-enabled: "true"}`',
      repair: 'start the agent with it, or filter by `matchBinaries`',
    }),
  ),
};
