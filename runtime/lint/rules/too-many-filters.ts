import { onSelectors, type TracingRule, when } from '../rule';

export const tooManyFilters: TracingRule = {
  code: 'too-many-filters',
  severity: 'error',
  title: 'More filters than a selector takes',
  why: 'A selector takes up to 5 filters on arguments and data, and a single one on kernels before 5.3. The agent rejects the policy.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs: # wrong
            - { index: 0, operator: NotPrefix, values: [/bin/] }
            - { index: 0, operator: NotPrefix, values: [/lib/] }
            - { index: 0, operator: NotPrefix, values: [/usr/] }
            - { index: 0, operator: NotPrefix, values: [/opt/] }
            - { index: 0, operator: NotPrefix, values: [/srv/] }
            - { index: 0, operator: NotPrefix, values: [/var/] }
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
            - { index: 0, operator: NotPrefix, values: [/bin/] }
            - { index: 0, operator: NotPrefix, values: [/lib/] }
            - { index: 0, operator: NotPrefix, values: [/usr/] }
            - { index: 0, operator: NotPrefix, values: [/opt/] }
            - { index: 0, operator: NotPrefix, values: [/srv/] }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onSelectors(({ path, filters }) => {
    const counted = filters.filter(({ from }) => from !== 'matchReturnArgs').length;
    return when(counted > 5, {
      at: [...path, 'matchArgs'],
      message: `a selector has \`${counted}\` filters on arguments and data, but at most 5 are supported`,
      allowed: 'up to 5, on kernels before 5.3 a single one',
      repair: 'remove filters that another one implies',
    });
  }),
};
