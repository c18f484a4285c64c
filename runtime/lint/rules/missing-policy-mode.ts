import { enforcingActions } from '../../enforcement';
import { children } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

export const missingPolicyMode: TracingRule = {
  code: 'missing-policy-mode',
  severity: 'warning',
  title: 'A policy that enforces without saying so',
  why: 'Without the option `policy-mode` a policy that can enforce does, from the moment it is applied. Begin with `monitor`, and enforce once the reports show that nothing else is hit.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec: # wrong
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }]
          matchActions: [{ action: Sigkill }]
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
          matchActions: [{ action: Sigkill }]
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/options.go',
  find: onPolicies(({ spec, hooks }) => {
    const enforces = hooks.some(({ selectors }) =>
      selectors.some(({ actions }) => actions.some(({ name }) => enforcingActions.includes(name))),
    );
    if (!enforces || children(spec, 'options').some(({ value }) => value.name === 'policy-mode')) return [];
    return [
      {
        at: spec.path,
        message: 'the policy enforces from the moment it is applied, because it does not set `policy-mode`',
        allowed: '`policy-mode` among the options',
        repair:
          'add `options: [{name: policy-mode, value: monitor}]`, and enforce once the reports show no other process',
      },
    ];
  }),
};
