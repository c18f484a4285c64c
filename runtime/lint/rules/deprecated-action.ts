import { onActions, type TracingRule, when } from '../rule';

const deprecated = ['FollowFD', 'UnfollowFD', 'CopyFD'];

export const deprecatedAction: TracingRule = {
  code: 'deprecated-action',
  severity: 'warning',
  title: 'An action that later versions remove',
  why: '`FollowFD`, `UnfollowFD` and `CopyFD` record which path a file descriptor has. They are deprecated, miss descriptors that were opened before the policy was loaded, and leave the CRD after 1.7.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: fd_install
      syscall: false
      selectors:
        - matchActions:
            - { action: FollowFD, argFd: 0, argName: 1 } # wrong
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
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }]
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go',
  find: onActions(({ path, name }) =>
    when(deprecated.includes(name), {
      at: [...path, 'action'],
      message: `\`${name}\` is deprecated and leaves the CRD after Tetragon 1.7`,
      allowed: 'hooks that have the file itself',
      repair: 'hook `security_file_permission` or the LSM hook `file_open`',
    }),
  ),
};
