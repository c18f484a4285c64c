import { onFilters, operatorOf, type TracingRule, when } from '../rule';

export const substringOnOtherType: TracingRule = {
  code: 'substring-on-other-type',
  severity: 'warning',
  title: 'A substring of a type that is not text',
  why: '`SubString` looks into `string` and `char_buf`. On any other type it never matches.',
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
            - index: 0
              operator: SubString # wrong
              values: [shadow]
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
            - index: 0
              operator: Postfix
              values: [shadow]
`,
  source: 'tetragon 1.7 bpf/process/types/basic.h',
  find: onFilters(filter =>
    when(filter.operator.startsWith('SubString') && !['string', 'char_buf', ''].includes(filter.argument?.type ?? ''), {
      at: operatorOf(filter),
      message: `\`${filter.operator}\` never matches on the type \`${filter.argument?.type}\``,
      allowed: '`SubString` on `string` and `char_buf`',
      repair: 'use `Prefix` or `Postfix`',
    }),
  ),
};
