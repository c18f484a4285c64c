import { children } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

export const enforcers: TracingRule = {
  code: 'enforcers',
  severity: 'error',
  title: '`NotifyEnforcer` and `enforcers` that do not fit',
  why: '`NotifyEnforcer` asks the enforcer of the same policy to stop the call. Without an enforcer there is nothing to notify, and a policy has at most one: the agent rejects it otherwise.',
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
            - { action: NotifyEnforcer, argError: -1 } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  enforcers: [{ calls: [sys_setns] }]
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: sys_setns
      syscall: true
      args: [{ index: 1, type: int }]
      selectors:
        - matchArgs: [{ index: 1, operator: Equal, values: ["0"] }]
          matchActions:
            - { action: NotifyEnforcer, argError: -1 }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/enforcer.go',
  find: onPolicies(policy => {
    const listed = children(policy.spec, 'enforcers');
    const notifying = policy.hooks.flatMap(({ selectors }) =>
      selectors.flatMap(({ actions }) => actions.filter(({ name }) => name === 'NotifyEnforcer')),
    );
    const problem = { allowed: 'one enforcer, and `NotifyEnforcer` where there is one' };
    return [
      ...listed.slice(1).map(({ path }) => ({
        ...problem,
        at: path,
        message: 'a second enforcer: the agent rejects a policy with more than one',
        repair: 'merge the calls of the two',
      })),
      ...(listed.length > 0 ? [] : notifying).map(({ path }) => ({
        ...problem,
        at: [...path, 'action'],
        message: '`NotifyEnforcer` has no effect, because the policy has no enforcers',
        repair: 'add `enforcers` with the calls to stop',
      })),
    ];
  }),
};
