import { onActions, type TracingRule } from '../rule';

export const stackTrace: TracingRule = {
  code: 'stack-trace',
  severity: 'error',
  title: 'A stack trace where the agent takes none',
  why: 'Stack traces belong to `Post` of kprobes. The agent rejects them on other actions and on LSM hooks.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      selectors:
        - matchActions:
            - { action: Post, kernelStackTrace: true } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: security_file_open
      syscall: false
      selectors:
        - matchActions:
            - { action: Post, kernelStackTrace: true }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onActions(({ path, value, name }, { section }) =>
    ['kernelStackTrace', 'userStackTrace']
      .filter(key => value[key] === true && (name !== 'Post' || section === 'lsmhooks'))
      .map(key => ({
        at: [...path, key],
        message: `\`${key}\` is not supported on ${section === 'lsmhooks' ? 'LSM hooks' : `the action \`${name}\``}`,
        allowed: 'stack traces on `Post` of kprobes',
        repair: `remove \`${key}\``,
      })),
  ),
};
