import { onSelectors, type TracingRule, when } from '../rule';

export const tooManyActions: TracingRule = {
  code: 'too-many-actions',
  severity: 'error',
  title: 'More actions than a selector takes',
  why: 'A selector takes 3 actions. The agent rejects the policy.',
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
          matchActions: # wrong
            - { action: Post }
            - { action: Signal, argSig: 10 }
            - { action: Override, argError: -1 }
            - { action: Sigkill }
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
            - { action: Sigkill }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onSelectors(({ path, actions }) =>
    when(actions.length > 3, {
      at: [...path, 'matchActions'],
      message: `a selector has \`${actions.length}\` actions, and only 3 are supported`,
      allowed: 'up to 3',
      repair: 'remove actions',
    }),
  ),
};
