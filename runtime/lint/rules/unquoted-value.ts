import { onFilters, type TracingRule } from '../rule';

export const unquotedValue: TracingRule = {
  code: 'unquoted-value',
  severity: 'error',
  title: 'A value that YAML reads as a number or a truth value',
  why: 'Values are text. The API server rejects anything else.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: kernel_load_data
      args: [{ index: 0, type: int }]
      selectors:
        - matchArgs:
            - index: 0
              operator: Equal
              values: [2] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: kernel_load_data
      args: [{ index: 0, type: int }]
      selectors:
        - matchArgs:
            - index: 0
              operator: Equal
              values: ["2"]
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go',
  find: onFilters(({ path, value }) =>
    (Array.isArray(value.values) ? value.values : []).flatMap((item, index) =>
      typeof item === 'string'
        ? []
        : [
            {
              at: [...path, 'values', index],
              message: `\`${item}\` is not text`,
              allowed: 'text',
              repair: `put it in quotes: \`"${item}"\``,
            },
          ],
    ),
  ),
};
