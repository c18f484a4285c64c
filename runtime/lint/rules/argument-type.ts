import { kernelFunction, lsmHook } from '../../kernel/functions';
import { describeParameter, type Parameter, reads, type Signatures } from '../../kernel/parameter';
import { bareSystemCall, systemCall } from '../../kernel/system-call';
import type { Argument, Hook } from '../../policy';
import { onHooks, type Problem, type TracingRule } from '../rule';

export const argumentType: TracingRule = {
  code: 'argument-type',
  severity: 'error',
  title: 'An argument that the function does not have, or has with another type',
  why: 'The agent warns in its log and loads the policy. The kernel then reads whatever is at that place as if it were of the type: filters compare garbage, and match or never match by chance.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: tcp_connect
      syscall: false
      args:
        - { index: 0, type: string, label: address } # wrong
        - { index: 1, type: int, label: port } # wrong
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
  source: 'tetragon 1.7 pkg/btf/validation.go; linux 6.12 include',
  find: onHooks(hook => {
    const signatures = signaturesOf(hook);
    return signatures.length === 0 ? [] : hook.args.flatMap(argument => problemsOf(hook.name, argument, signatures));
  }),
};

/** Empty where the parameters are not known. */
function signaturesOf({ section, name, value }: Hook): Signatures {
  if (section === 'lsmhooks') return lsmHook(name) ?? [];
  if (section !== 'kprobes' && section !== 'fentries') return [];
  const bare = bareSystemCall(name);
  if (bare !== undefined && value.syscall !== false) return systemCall(bare)?.signatures ?? [];
  return kernelFunction(name) ?? [];
}

function problemsOf(name: string, { path, index, type, value }: Argument, signatures: Signatures): Problem[] {
  const found = signatures.flatMap(parameters => parameters[index] ?? []);
  const [signature = []] = signatures;
  const parameters = signature.map((parameter, place) => `${place}: ${describeParameter(parameter)}`).join(', ');
  if (found.length === 0) {
    const most = Math.max(...signatures.map(({ length }) => length));
    return [
      {
        at: [...path, 'index'],
        message: `\`${name}\` has ${most === 1 ? '1 parameter' : `${most} parameters`}, so argument \`${index}\` does not exist`,
        allowed: parameters || 'no argument',
        repair: 'correct the index, which counts from 0',
      },
    ];
  }
  // What `resolve` and `source` lead to is another value than the parameter.
  const isOther = ['resolve', 'source', 'btfType'].some(key => value[key] !== undefined);
  if (isOther || found.some(parameter => reads(type, parameter))) return [];
  return [
    {
      at: [...path, 'type'],
      message: `argument \`${index}\` of \`${name}\` is ${describeParameter(found[0] as Parameter)}, which the type \`${type}\` does not read`,
      allowed: parameters,
      repair: 'use the type of the parameter, or another argument',
    },
  ];
}
