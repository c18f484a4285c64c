import { children, texts } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const emptyBinaries: TracingRule = {
  code: 'empty-binaries',
  severity: 'warning',
  title: 'A filter on binaries without a path',
  why: 'The agent ignores `matchBinaries` without values, so every binary matches.',
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
            - { operator: In, values: [] } # wrong
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
            - { operator: In, values: [/usr/bin/nsenter] }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onSelectors(selector =>
    ['matchBinaries', 'matchParentBinaries'].flatMap(key =>
      children(selector, key)
        .filter(({ value }) => texts(value.values).length === 0)
        .map(({ path }) => ({
          at: path,
          message: `\`${key}\` without values is ignored: every binary matches`,
          allowed: 'at least one path',
          repair: `add paths, or remove \`${key}\``,
        })),
    ),
  ),
};
