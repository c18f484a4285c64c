import { children, text } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

const allowed: Readonly<Record<string, readonly string[]>> = {
  'policy-mode': ['enforce', 'monitor'],
  'override-method': ['fmod-ret', 'override-return'],
  'disable-kprobe-multi': ['1', 'true', '0', 'false'],
  'disable-uprobe-multi': ['1', 'true', '0', 'false'],
};

export const invalidOptionValue: TracingRule = {
  code: 'invalid-option-value',
  severity: 'error',
  title: 'An option with a value that the agent rejects',
  why: 'The agent does not load the policy, and says so only in its log.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options:
    - { name: policy-mode, value: audit } # wrong
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
    children(spec, 'options').flatMap(({ path, value }) => {
      const choices = allowed[text(value.name)];
      if (choices === undefined || choices.includes(text(value.value))) return [];
      return [
        {
          at: [...path, 'value'],
          message: `\`${value.name}\` cannot be \`${value.value}\`: the agent rejects the policy`,
          allowed: choices.map(choice => `\`${choice}\``).join(', '),
          repair: 'write one of them, in quotes',
        },
      ];
    }),
  ),
};
