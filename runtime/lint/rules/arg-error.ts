import { onActions, type TracingRule, when } from '../rule';

export const argError: TracingRule = {
  code: 'arg-error',
  severity: 'error',
  title: 'An `Override` whose return value is not an error',
  why: '`Override` returns `argError` to the caller. `0`, which is the default, means success: an LSM hook then allows the call. A number outside `-1` to `-4095` is not an error to the kernel.',
  wrong: `
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
            - { action: Post }
            - { action: Override, argError: 0 } # wrong
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
            - { action: Post }
            - { action: Override, argError: -1 }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onActions(({ path, value, name }, { section }) => {
    const code = value.argError;
    const refuses = typeof code === 'number' && code <= -1 && code >= -4095;
    return when(name === 'Override' && value.argRegs === undefined && section !== 'uprobes' && !refuses, {
      at: [...path, ...(code === undefined ? [] : ['argError'])],
      message: `\`Override\` returns \`${code ?? 0}\` to the caller, which ${code === undefined || code === 0 ? 'allows the call' : 'is not an error'}`,
      allowed: 'an error from `-1` to `-4095`',
      repair: 'write `argError: -1`, which is EPERM',
    });
  }),
};
