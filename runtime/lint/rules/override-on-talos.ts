import { onActions, type TracingRule, when } from '../rule';

export const overrideOnTalos: TracingRule = {
  code: 'override-on-talos',
  severity: 'warning',
  title: 'An overridden system call, which Talos kernels do not allow',
  why: 'Talos builds its kernels without `BPF_KPROBE_OVERRIDE`, so the agent rejects the policy there.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: sys_setns
      syscall: true
      args: [{ index: 1, type: int }]
      selectors:
        - matchArgs: [{ index: 1, operator: Equal, values: ["0"] }]
          matchActions:
            - { action: Override, argError: -1 } # wrong
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
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }]
          matchActions:
            - { action: Override, argError: -1 }
`,
  source: 'siderolabs/pkgs 1.14 kernel/build/config-amd64',
  find: onActions(({ path, name }, hook) =>
    when(
      name === 'Override' &&
        hook.section === 'kprobes' &&
        hook.value.syscall !== false &&
        !hook.name.startsWith('security_'),
      {
        at: [...path, 'action'],
        message: `Talos kernels cannot override the system call \`${hook.name}\``,
        allowed: '`Override` on LSM hooks and `security_*` functions, `Sigkill` anywhere',
        repair: 'use the LSM hook that runs before it, or `Sigkill`',
      },
    ),
  ),
};
