import { onFilters, operatorOf, type TracingRule, when } from '../rule';

export const fileTypeOnOtherType: TracingRule = {
  code: 'file-type-on-other-type',
  severity: 'error',
  title: 'A file type on an argument that is not a file',
  why: 'The agent accepts `FileType` and `NotFileType` only on `file` and `path`.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: bprm_check_security
      args: [{ index: 0, type: linux_binprm }]
      selectors:
        - matchArgs:
            - index: 0
              operator: FileType # wrong
              values: [reg]
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
              operator: FileType
              values: [reg]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onFilters(filter =>
    when(
      ['FileType', 'NotFileType'].includes(filter.operator) &&
        !['file', 'path', ''].includes(filter.argument?.type ?? ''),
      {
        at: operatorOf(filter),
        message: `\`${filter.operator}\` is not supported on the type \`${filter.argument?.type}\``,
        allowed: '`FileType` on `file` and `path`',
        repair: 'hook a function that has a `file` or a `path`',
      },
    ),
  ),
};
