import { closest } from '../../../model/closest';
import { kernelFunction, kernelFunctionNames, lsmHook, securityFunctionNames } from '../../kernel/functions';
import { bareSystemCall, systemCall } from '../../kernel/system-call';
import { type CallReference, callReferences } from '../call-references';
import { onPolicies, type Problem, type TracingRule } from '../rule';

export const unknownFunction: TracingRule = {
  code: 'unknown-function',
  severity: 'error',
  title: 'A kernel function that does not exist',
  why: 'The agent does not load a policy with a function that the kernel lacks. The `security_*` functions are known, so a slip in one of them is an error. Any other function depends on the kernel and its build: what is not in the list here gets a note, because no offline check can know.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: security_file_opn # wrong
      syscall: false
    - call: file_open # wrong
      syscall: false
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: security_file_open
      syscall: false
`,
  source: 'tetragon 1.7 pkg/btf/validation.go; linux 6.12 include/linux/security.h',
  find: onPolicies(policy => callReferences(policy).flatMap(problemsOf)),
};

function problemsOf({ name, at, isSystemCall, mayBeAbsent }: CallReference): Problem[] {
  const isCall = bareSystemCall(name) !== undefined || (isSystemCall && systemCall(name) !== undefined);
  if (isCall || mayBeAbsent || kernelFunction(name) !== undefined || /^__ia32_/.test(name)) return [];
  if (lsmHook(name) !== undefined) {
    const security = `security_${name.replace(/_security$/, '')}`;
    const isKnown = kernelFunction(security) !== undefined;
    return [
      {
        at,
        message: `\`${name}\` is an LSM hook, not a function`,
        allowed: 'an LSM hook in `lsmhooks`, a function in `kprobes`',
        repair: isKnown ? `write \`${security}\`, or move the hook to \`lsmhooks\`` : 'move the hook to `lsmhooks`',
      },
    ];
  }
  const isSecurity = name.startsWith('security_');
  const near = closest(name, isSecurity ? securityFunctionNames() : kernelFunctionNames());
  if (isSecurity && near !== undefined)
    return [
      {
        at,
        message: `\`${name}\` is not a function of the kernel`,
        allowed: 'a `security_*` function of Linux 6.1 to 6.18',
        repair: `did you mean \`${near}\`?`,
      },
    ];
  return [
    {
      severity: 'note',
      at,
      message: `whether the kernel has \`${name}\` cannot be known here`,
      allowed: 'a function in `/sys/kernel/tracing/available_filter_functions` of every node',
      repair: near === undefined ? 'look it up on a node' : `did you mean \`${near}\`? Otherwise look it up on a node`,
    },
  ];
}
