import { onHooks, type TracingRule, when } from '../rule';

export const tooManySelectors: TracingRule = {
  code: 'too-many-selectors',
  severity: 'error',
  title: 'More selectors than a hook takes',
  why: 'A hook takes 5 selectors. The agent rejects the policy.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors: # wrong
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/passwd] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/shadow] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/group] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/gshadow] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/hosts] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/fstab] }]
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/passwd] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/shadow] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/group] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/gshadow] }]
        - matchArgs: [{ index: 0, operator: Equal, values: [/etc/hosts] }]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onHooks(({ path, selectors, name }) =>
    when(selectors.length > 5, {
      at: [...path, 'selectors'],
      message: `\`${name}\` has \`${selectors.length}\` selectors, but at most 5 are supported`,
      allowed: 'up to 5 for a hook',
      repair: 'merge selectors that differ only in their values, or move some into a second policy',
    }),
  ),
};
