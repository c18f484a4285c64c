import { onHooks, type TracingRule, when } from '../rule';

export const tooManyArguments: TracingRule = {
  code: 'too-many-arguments',
  severity: 'error',
  title: 'More arguments than a hook reads',
  why: 'A hook reads up to 5 arguments.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_mount
      syscall: true
      args: # wrong
        - { index: 0, type: string, label: device }
        - { index: 1, type: string, label: target }
        - { index: 2, type: string, label: type }
        - { index: 3, type: ulong, label: flags }
        - { index: 4, type: string, label: data }
        - { index: 0, type: uint64, label: address }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_mount
      syscall: true
      args:
        - { index: 0, type: string, label: device }
        - { index: 1, type: string, label: target }
        - { index: 2, type: string, label: type }
        - { index: 3, type: ulong, label: flags }
        - { index: 4, type: string, label: data }
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go',
  find: onHooks(({ path, args, name }) =>
    when(args.length > 5, {
      at: [...path, 'args'],
      message: `\`${name}\` declares \`${args.length}\` arguments, but at most 5 are read`,
      allowed: 'up to 5',
      repair: 'remove the arguments that no filter uses',
    }),
  ),
};
