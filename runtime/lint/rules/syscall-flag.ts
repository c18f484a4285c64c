import { kernelFunction } from '../../kernel/functions';
import { systemCall } from '../../kernel/system-call';
import { onHooks, type TracingRule, when } from '../rule';

export const syscallFlag: TracingRule = {
  code: 'syscall-flag',
  severity: 'warning',
  title: 'A function read as a system call, or the reverse',
  why: '`syscall` is true by default, whatever the name. With the wrong value the agent looks for a function that does not exist, or reads arguments where they are not.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect # wrong
    - call: sys_setns
      syscall: false # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
    - call: sys_setns
      syscall: true
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go',
  find: onHooks(({ section, path, value, name }) => {
    // A system call without `sys_` is `unknown-system-call`.
    const isBare = kernelFunction(name) === undefined && systemCall(name) !== undefined;
    if (section !== 'kprobes' || name.startsWith('list:') || isBare) return [];
    const isSyscall = /^(__(x64|arm64|ia32)_)?sys_/.test(name);
    return when(value.syscall === undefined ? !isSyscall : value.syscall !== isSyscall, {
      at: [...path, value.syscall === undefined ? 'call' : 'syscall'],
      message: `\`${name}\` is read as ${isSyscall ? 'a kernel function' : 'a system call'}, which it is not`,
      allowed: '`syscall: true` for `sys_*`, `syscall: false` for the rest',
      repair: `write \`syscall: ${isSyscall}\``,
    });
  }),
};
