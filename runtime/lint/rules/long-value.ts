import { onFilters, type TracingRule } from '../rule';

/** Longest values in bytes (`tetragon 1.7 pkg/selectors`). */
const longest: Readonly<Record<string, number>> = {
  Prefix: 256,
  NotPrefix: 256,
  Postfix: 127,
  NotPostfix: 127,
  SubString: 99,
  SubStringIgnCase: 99,
};

export const longValue: TracingRule = {
  code: 'long-value',
  severity: 'error',
  title: 'A value that is longer than its operator takes',
  why: 'The agent rejects the policy.',
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
              operator: Postfix
              values:
                - /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa # wrong
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
              values:
                - /sensitive.key
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onFilters(({ path, operator, values }) =>
    values.flatMap((value, index) => {
      const limit = longest[operator];
      const length = new TextEncoder().encode(value).length;
      if (limit === undefined || length <= limit) return [];
      return [
        {
          at: [...path, 'values', index],
          message: `\`${value.slice(0, 40)}…\` is \`${length}\` bytes long, which is more than \`${operator}\` accepts`,
          allowed: `up to ${limit} bytes`,
          repair: 'shorten it',
        },
      ];
    }),
  ),
};
