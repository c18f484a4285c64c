import { neverEqual } from '../../argument-types';
import { onFilters, operatorOf, type TracingRule, when } from '../rule';

export const unsupportedEqual: TracingRule = {
  code: 'unsupported-equal',
  severity: 'error',
  title: '`Equal` on a type that does not have it',
  why: 'The agent rejects `Equal` and `NotEqual` on some types that the documentation lists.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: inode_unlink
      args: [{ index: 1, type: dentry }]
      selectors:
        - matchArgs:
            - index: 1
              operator: Equal # wrong
              values: [shadow]
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs:
            - index: 0
              operator: Equal
              values: [/etc/shadow]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onFilters(filter =>
    when(['Equal', 'NotEqual'].includes(filter.operator) && neverEqual.includes(filter.argument?.type ?? ''), {
      at: operatorOf(filter),
      message: `\`${filter.operator}\` is not supported on the type \`${filter.argument?.type}\``,
      allowed: '`Equal` on texts, files, paths and numbers',
      repair: 'hook a function that has a `file` or a `path`',
    }),
  ),
};
