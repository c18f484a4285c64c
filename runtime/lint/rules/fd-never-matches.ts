import { onFilters, operatorOf, type TracingRule, when } from '../rule';

export const fdNeverMatches: TracingRule = {
  code: 'fd-never-matches',
  severity: 'warning',
  title: 'A filter on a file descriptor',
  why: 'A file descriptor has a path only where a deprecated `FollowFD` recorded one before. Without it the filter never matches, and neither does what it should stop.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: sys_write
      syscall: true
      args: [{ index: 0, type: fd }]
      selectors:
        - matchArgs:
            - index: 0
              operator: Equal # wrong
              values: [/etc/passwd]
          matchActions: [{ action: Post }, { action: Sigkill }]
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs:
            - index: 0
              operator: Equal
              values: [/etc/passwd]
          matchActions: [{ action: Post }, { action: Sigkill }]
`,
  source: 'tetragon 1.7 bpf/process/types/basic.h',
  find: onFilters(filter =>
    when(filter.argument?.type === 'fd', {
      at: operatorOf(filter),
      message:
        'a file descriptor has a path only where `FollowFD` recorded one, which is deprecated: the filter never matches',
      allowed: 'filters on `file` and `path`',
      repair: 'hook `security_file_permission` or the LSM hook `file_open`, which have the file',
    }),
  ),
};
