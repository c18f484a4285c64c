import { onPolicies, type TracingRule } from '../rule';

export const celLimits: TracingRule = {
  code: 'cel-limits',
  severity: 'error',
  title: 'More CEL expressions than the agent compiles',
  why: 'A `CelExpr` filter holds one expression, and a policy up to 8. The agent rejects the policy otherwise.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: kernel_load_data
      args: [{ index: 0, type: int, label: id }]
      selectors:
        - matchArgs:
            - { operator: CelExpr, values: [arg0 == 2, arg0 == 7] } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: kernel_load_data
      args: [{ index: 0, type: int, label: id }]
      selectors:
        - matchArgs:
            - { operator: CelExpr, values: [arg0 == 2 || arg0 == 7] }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onPolicies(({ hooks }) => {
    const filters = hooks.flatMap(({ selectors }) =>
      selectors.flatMap(selector => selector.filters.filter(({ operator }) => operator === 'CelExpr')),
    );
    return filters.flatMap(({ path, values }, index) =>
      values.length === 1 && index < 8
        ? []
        : [
            {
              at: path,
              message:
                values.length === 1
                  ? `the policy has more than 8 expressions: this is number \`${index + 1}\``
                  : `\`CelExpr\` has \`${values.length}\` expressions`,
              allowed: 'one expression in a filter, 8 in a policy',
              repair: 'join expressions with `&&` or `||`',
            },
          ],
    );
  }),
};
