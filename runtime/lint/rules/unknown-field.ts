import { onPolicies, type TracingRule } from '../rule';
import { schemaProblems } from '../schema-problems';

export const unknownField: TracingRule = {
  code: 'unknown-field',
  severity: 'error',
  title: 'A field that does not exist',
  why: 'The API server drops unknown fields silently. A filter that is dropped matches everything.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArg: # wrong
            - { index: 0, operator: Equal, values: [/etc/shadow] }
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
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/client/crds/v1alpha1/cilium.io_tracingpolicies.yaml',
  find: onPolicies((policy, view) => schemaProblems(policy, view, true)),
};
