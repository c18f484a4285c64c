import { onFilters, type TracingRule, when } from '../rule';

export const unknownArgument: TracingRule = {
  code: 'unknown-argument',
  severity: 'error',
  title: 'A filter on an argument that is not declared',
  why: 'A filter reads arguments that the hook declares. The agent rejects the policy.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs:
            - { index: 1, operator: Mask, values: ["2"] } # wrong
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
        - matchArgs:
            - { index: 0, operator: Equal, values: [/etc/shadow] }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onFilters(({ path, from, operator, argument }, _selector, { name }) =>
    when(argument === undefined && operator !== 'CelExpr' && from !== 'matchReturnArgs', {
      at: path,
      message: `the filter is on an argument that \`${name}\` does not declare`,
      allowed: `an \`index\` of \`${from === 'matchData' ? 'data' : 'args'}\`, or a position by \`args\``,
      repair: 'declare the argument, or correct the index',
    }),
  ),
};
