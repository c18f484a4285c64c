import { children } from '../../mapping';
import { onActions, type TracingRule, when } from '../rule';

export const kprobeMulti: TracingRule = {
  code: 'kprobe-multi',
  severity: 'error',
  title: 'An overridden function without `disable-kprobe-multi`',
  why: 'Kernels with kprobe_multi reject `Override` on a `security_*` function unless the policy turns kprobe_multi off.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: security_socket_connect
      syscall: false
      args: [{ index: 1, type: sockaddr }]
      selectors:
        - matchArgs: [{ index: 1, operator: SAddr, values: [169.254.169.254/32] }]
          matchActions:
            - { action: Override, argError: -1 } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }, { name: disable-kprobe-multi, value: "1" }]
  kprobes:
    - call: security_socket_connect
      syscall: false
      args: [{ index: 1, type: sockaddr }]
      selectors:
        - matchArgs: [{ index: 1, operator: SAddr, values: [169.254.169.254/32] }]
          matchActions:
            - { action: Override, argError: -1 }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/generickprobe.go',
  find: onActions(({ path, name }, hook, { spec }) =>
    when(
      name === 'Override' &&
        hook.section === 'kprobes' &&
        hook.name.startsWith('security_') &&
        !children(spec, 'options').some(({ value }) => value.name === 'disable-kprobe-multi'),
      {
        at: [...path, 'action'],
        message: `\`${hook.name}\` cannot be overridden on kernels with kprobe_multi`,
        allowed: '`Override` on `security_*` with the option `disable-kprobe-multi`',
        repair: 'add `options: [{name: disable-kprobe-multi, value: "1"}]`',
      },
    ),
  ),
};
