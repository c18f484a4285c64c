import { onActions, type TracingRule } from '../rule';

export const rateLimit: TracingRule = {
  code: 'rate-limit',
  severity: 'error',
  title: 'A rate limit that is invalid or on the wrong action',
  why: 'Only `Post` has a rate limit: a whole number with `s`, `m` or `h`. The agent rejects the policy otherwise.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      selectors:
        - matchActions:
            - { action: Post, rateLimit: 5 minutes } # wrong
    - call: tcp_close
      syscall: false
      selectors:
        - matchActions:
            - { action: NoPost, rateLimit: 5m } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      selectors:
        - matchActions:
            - { action: Post, rateLimit: 5m }
    - call: tcp_close
      syscall: false
      selectors:
        - matchActions:
            - { action: Post, rateLimit: 5m }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onActions(({ path, value, name }) => {
    const limit = value.rateLimit;
    if (limit === undefined || limit === '') return [];
    const problem = { at: [...path, 'rateLimit'], allowed: 'a whole number with `s`, `m`, `h` or nothing, on `Post`' };
    if (name !== 'Post')
      return [
        {
          ...problem,
          message: `\`${name}\` has a rate limit, which only \`Post\` supports`,
          repair: 'move it to `Post`',
        },
      ];
    if (/^\d+[smh]?$/i.test(String(limit))) return [];
    return [{ ...problem, message: `the rate limit \`${limit}\` is invalid`, repair: 'write it like `5m`' }];
  }),
};
