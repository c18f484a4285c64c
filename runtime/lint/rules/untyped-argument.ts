import { onHooks, type TracingRule } from '../rule';

const refused = ['auto', 'syscall64'];

export const untypedArgument: TracingRule = {
  code: 'untyped-argument',
  severity: 'error',
  title: 'A kprobe argument without a type',
  why: 'The default type `auto` is for uprobes. The agent rejects it on kprobes.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      args:
        - { index: 0, label: sock } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      args:
        - { index: 0, type: sock, label: sock }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/generickprobe.go',
  find: onHooks(({ section, args, name }) =>
    args
      .filter(({ type }) => section === 'kprobes' && refused.includes(type))
      .map(({ path, type }) => ({
        at: [...path, 'type'],
        message: `an argument of \`${name}\` has the type \`${type}\`, which is invalid for kprobes`,
        allowed: 'the type that the kernel’s signature has',
        repair: 'write the type, such as `int` or `string`',
      })),
  ),
};
