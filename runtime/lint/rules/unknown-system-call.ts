import { closest } from '../../../model/closest';
import { bareSystemCall, entryOf, systemCall, systemCallNames } from '../../kernel/system-call';
import { type CallReference, callReferences } from '../call-references';
import { onPolicies, type Problem, type TracingRule } from '../rule';

export const unknownSystemCall: TracingRule = {
  code: 'unknown-system-call',
  severity: 'error',
  title: 'A system call that no kernel has',
  why: 'The agent looks for the entry function of the call, `__x64_sys_…` or `__arm64_sys_…`, and does not load the policy where there is none. The function is not always named after its call: `sys_newuname` for uname, `sys_umount` for umount2.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_writ # wrong
      syscall: true
    - call: sys_umount2 # wrong
      syscall: true
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_write
      syscall: true
    - call: sys_umount
      syscall: true
`,
  source: 'tetragon 1.7 pkg/btf/validation.go; linux 6.12 scripts/syscall.tbl',
  find: onPolicies(policy => callReferences(policy).flatMap(problemsOf)),
};

function problemsOf({ name, at, isSystemCall, mayBeAbsent }: CallReference): Problem[] {
  const bare = bareSystemCall(name) ?? (isSystemCall && systemCall(name) !== undefined ? name : undefined);
  if (bare === undefined || mayBeAbsent) return [];
  const call = systemCall(bare);
  if (call !== undefined && bareSystemCall(name) === undefined)
    return [
      {
        at,
        message: `\`${name}\` is the name of a system call without \`sys_\`; no function has that name`,
        allowed: 'the entry function of a system call, such as `sys_write`',
        repair: `write \`sys_${name}\``,
      },
    ];
  if (call === undefined) {
    const near = entryOf(bare) ?? closest(bare, systemCallNames());
    return [
      {
        at,
        message: `\`${name}\` is not the entry function of a system call on x86_64 or arm64`,
        allowed: 'the entry function of a system call, such as `sys_write`',
        repair: near === undefined ? 'correct the name' : `did you mean \`sys_${near}\`?`,
      },
    ];
  }
  if (call.only === undefined) return [];
  return [
    {
      severity: 'note',
      at,
      message: `kernels for ${call.only === 'x86_64' ? 'arm64' : 'x86_64'} do not have \`${name}\`, so agents there do not load the policy`,
      allowed: 'system calls of both architectures, unless the nodes are of one',
      repair:
        'add `ignore: {callNotFound: true}` to the kprobe, or use the newer call, such as `sys_openat` for `sys_open`',
    },
  ];
}
