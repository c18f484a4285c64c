import { onPolicies, type TracingRule } from '../rule';
import { schemaProblems } from '../schema-problems';

export const fieldValue: TracingRule = {
  code: 'field-value',
  severity: 'error',
  title: 'A value that the API server rejects',
  why: 'The CRD says which fields are required, which form a value has and which values exist. Values of filters are text: YAML reads `2` as a number, and `"2"` as text.',
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
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/client/crds/v1alpha1/cilium.io_tracingpolicies.yaml',
  find: onPolicies((policy, view) => schemaProblems(policy, view, false)),
};
