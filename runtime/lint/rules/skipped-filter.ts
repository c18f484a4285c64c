import { affixOperators, affixTexts } from '../../argument-types';
import { onFilters, operatorOf, type TracingRule, when } from '../rule';

export const skippedFilter: TracingRule = {
  code: 'skipped-filter',
  severity: 'error',
  title: 'A path operator on a type that has no path',
  why: 'The kernel skips `Prefix` and `Postfix` on a type that it does not know, and what is skipped matches: an enforcing policy stops every call.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  kprobes:
    - call: do_filp_open
      syscall: false
      args: [{ index: 1, type: filename }]
      selectors:
        - matchArgs:
            - index: 1
              operator: Prefix # wrong
              values: [/etc/]
          matchActions: [{ action: Post }, { action: Sigkill }]
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
        - matchArgs:
            - index: 0
              operator: Prefix
              values: [/etc/]
          matchActions: [{ action: Post }, { action: Sigkill }]
`,
  source: 'tetragon 1.7 bpf/process/types/basic.h',
  find: onFilters(filter => {
    const type = filter.argument?.type ?? '';
    return when(affixOperators.includes(filter.operator) && type !== '' && !affixTexts.includes(type), {
      at: operatorOf(filter),
      message: `\`${filter.operator}\` is skipped on the type \`${type}\`: everything matches`,
      allowed: `\`${filter.operator}\` on ${affixTexts.map(text => `\`${text}\``).join(', ')}`,
      repair: 'hook a function that has the file itself, such as the LSM hook `file_open`',
    });
  }),
};
