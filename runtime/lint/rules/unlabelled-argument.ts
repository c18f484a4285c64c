import { onHooks, type TracingRule, when } from '../rule';

export const unlabelledArgument: TracingRule = {
  code: 'unlabelled-argument',
  severity: 'note',
  title: 'Several arguments without labels',
  why: 'Events list arguments in order, without their index. Labels identify them, for readers and for `runtime replay`.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      args: [{ index: 0, type: int }, { index: 1, type: int }] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      args: [{ index: 0, type: int, label: fd }, { index: 1, type: int, label: type }]
`,
  source: 'tetragon 1.7 api/v1/tetragon/tetragon.proto',
  find: onHooks(({ path, args, name }) => {
    const without = args.filter(({ label, type }) => label === undefined && type !== 'nop').length;
    return when(without > 0 && args.length > 1, {
      at: [...path, 'args'],
      message: `events list the arguments of \`${name}\` only by order: \`${without}\` of them have no label`,
      allowed: 'a `label` on every argument',
      repair: 'add labels, so that events can be read and replayed',
    });
  }),
};
