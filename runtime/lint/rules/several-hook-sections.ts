import { hookSections } from '../../policy';
import { onPolicies, type TracingRule } from '../rule';

export const severalHookSections: TracingRule = {
  code: 'several-hook-sections',
  severity: 'error',
  title: 'Several sections of hooks in one policy',
  why: 'The agent rejects a policy with more than one section.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
  lsmhooks: # wrong
    - { hook: file_open }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - { call: tcp_connect, syscall: false }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/policyhandler_linux.go',
  find: onPolicies(({ spec }) => {
    const [first, ...others] = hookSections.filter(section => Array.isArray(spec.value[section]));
    return others.map(section => ({
      at: [...spec.path, section],
      message: `\`${section}\` beside \`${first}\`: the agent rejects a policy with several sections`,
      allowed: 'one section of hooks in a policy',
      repair: `move \`${section}\` into a policy of its own`,
    }));
  }),
};
