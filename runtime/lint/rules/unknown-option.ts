import { children, text } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

/** `tetragon 1.7 pkg/sensors/tracing/options.go`. */
const known = ['disable-kprobe-multi', 'disable-uprobe-multi', 'override-method', 'policy-mode'];

export const unknownOption: TracingRule = {
  code: 'unknown-option',
  severity: 'error',
  title: 'An option that does not exist',
  why: 'The agent ignores it silently. A misspelt `policy-mode` leaves the policy enforcing.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options:
    - { name: policy-mod, value: monitor } # wrong
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options:
    - { name: policy-mode, value: monitor }
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/options.go',
  find: onPolicies(({ spec }) =>
    children(spec, 'options')
      .filter(({ value }) => !known.includes(text(value.name)))
      .map(({ path, value }) => {
        const near = known.find(option =>
          option.split('-').some(word => text(value.name).toLowerCase().includes(word)),
        );
        return {
          at: [...path, 'name'],
          message: `the option \`${text(value.name)}\` does not exist, and the agent ignores it${near === 'policy-mode' ? ': the policy enforces' : ''}`,
          allowed: known.map(name => `\`${name}\``).join(', '),
          repair: near === undefined ? 'remove it' : `did you mean \`${near}\`?`,
        };
      }),
  ),
};
