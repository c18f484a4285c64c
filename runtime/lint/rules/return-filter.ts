import { onHooks, type TracingRule } from '../rule';

export const returnFilter: TracingRule = {
  code: 'return-filter',
  severity: 'error',
  title: 'A filter on a result that nothing reads',
  why: 'The result of a call is known to a kprobe with `return: true` and `returnArg`. Without `return` the agent ignores the filter, so every result matches; LSM hooks run before the call and reject it.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      return: true # wrong
    - call: tcp_close
      syscall: false
      selectors:
        - matchReturnArgs: [{ index: 0, operator: Equal, values: ["0"] }] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      return: true
      returnArg: { index: 0, type: int }
    - call: tcp_close
      syscall: false
      return: true
      returnArg: { index: 0, type: int }
      selectors:
        - matchReturnArgs: [{ index: 0, operator: Equal, values: ["0"] }]
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/generickprobe.go',
  find: onHooks(({ path, value, section, name, selectors }) => {
    const missing = value.return === true && value.returnArg === undefined;
    const filtered = selectors.filter(selector => selector.value.matchReturnArgs !== undefined);
    const ignored = section === 'lsmhooks' || value.return !== true ? filtered : [];
    return [
      ...(missing
        ? [
            {
              at: [...path, 'return'],
              message: `\`${name}\` reads its result without \`returnArg\`, which gives the type`,
              allowed: '`return: true` with `returnArg`',
              repair: 'add `returnArg: {index: 0, type: int}`',
            },
          ]
        : []),
      ...ignored.map(selector => ({
        at: [...selector.path, 'matchReturnArgs'],
        message:
          section === 'lsmhooks'
            ? 'LSM hooks run before the call and do not see its result'
            : 'the filter is ignored, because the hook does not set `return: true`',
        allowed: '`matchReturnArgs` on kprobes with `return: true` and `returnArg`',
        repair: section === 'lsmhooks' ? 'remove it' : 'add `return: true` and `returnArg`',
      })),
    ];
  }),
};
