import { enforcingActions } from '../../enforcement';
import { onSelectors, type TracingRule, when } from '../rule';

export const lastAction: TracingRule = {
  code: 'last-action',
  severity: 'warning',
  title: 'A report after the enforcing action',
  why: 'An event names the last action of its selector. With `Post` at the end, a call that was stopped is recorded as one that was only reported.',
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
            - { action: Override, argError: -1 }
            - { action: Post }
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
  source: 'tetragon 1.7 bpf/process/generic_calls.h',
  find: onSelectors(({ path, actions }) => {
    const names = actions.map(({ name }) => name);
    const enforcing = names.find(name => enforcingActions.includes(name));
    return when(enforcing !== undefined && names.at(-1) === 'Post', {
      at: [...path, 'matchActions'],
      message: `events name the last action, so \`${enforcing}\` is recorded as \`Post\``,
      allowed: '`Post` before the enforcing action',
      repair: 'move `Post` to the front',
    });
  }),
};
