import { onActions, type TracingRule, when } from '../rule';

export const overrideElsewhere: TracingRule = {
  code: 'override-elsewhere',
  severity: 'error',
  title: 'An `Override` of a function that cannot be overridden',
  why: 'The kernel lets programs replace the result of system calls, of `security_*` functions and of LSM hooks, of nothing else. The agent rejects the policy.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: tcp_connect
      syscall: false
      args: [{ index: 0, type: sock }]
      selectors:
        - matchArgs: [{ index: 0, operator: DPort, values: ["22"] }]
          matchActions:
            - { action: Override, argError: -1 } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: tcp_connect
      syscall: false
      args: [{ index: 0, type: sock }]
      selectors:
        - matchArgs: [{ index: 0, operator: DPort, values: ["22"] }]
          matchActions:
            - { action: Sigkill }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/generickprobe.go',
  find: onActions(({ path, name }, hook) =>
    when(
      name === 'Override' &&
        hook.section === 'kprobes' &&
        hook.value.syscall === false &&
        !/^(security_|list:)/.test(hook.name),
      {
        at: [...path, 'action'],
        message: `\`${hook.name}\` cannot be overridden: only system calls and \`security_*\` functions can`,
        allowed: '`Override` on LSM hooks, `security_*` functions and system calls',
        repair: 'use the LSM hook that runs before it, or `Sigkill`',
      },
    ),
  ),
};
