import { capabilities, numbers } from '../../argument-types';
import { onFilters, type TracingRule, when } from '../rule';

const unlimited = ['InMap', 'NotInMap', 'CapabilitiesGained'];

export const tooManyNumbers: TracingRule = {
  code: 'too-many-numbers',
  severity: 'error',
  title: 'More numbers than an operator compares',
  why: 'Operators compare up to 4 numbers. `InMap` and `NotInMap` take any count.',
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
              values: ["1", "2", "3", "4", "5"] # wrong
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
              operator: InMap
              values: ["1", "2", "3", "4", "5"]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onFilters(({ path, operator, values, argument }) =>
    when(
      values.length > 4 &&
        [...numbers, ...capabilities].includes(argument?.type ?? '') &&
        !unlimited.includes(operator),
      {
        at: [...path, 'values'],
        message: `\`${operator}\` has \`${values.length}\` numbers, but at most 4 are supported`,
        allowed: 'up to 4, any count with `InMap` and `NotInMap`',
        repair: `write \`${operator.startsWith('Not') ? 'NotInMap' : 'InMap'}\``,
      },
    ),
  ),
};
