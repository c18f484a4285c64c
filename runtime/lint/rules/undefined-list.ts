import { closest } from '../../../model/closest';
import { children, text, texts } from '../../mapping';
import type { Policy } from '../../policy';
import { onPolicies, type TracingRule } from '../rule';

export const undefinedList: TracingRule = {
  code: 'undefined-list',
  severity: 'error',
  title: 'A list that the policy does not define',
  why: '`list:NAME` refers to an item of `lists` in the same policy. The agent rejects the policy where there is none.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lists: [{ name: setters, type: syscalls, values: [sys_setuid, sys_setgid] }]
  kprobes:
    - call: list:seters # wrong
      syscall: true
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lists: [{ name: setters, type: syscalls, values: [sys_setuid, sys_setgid] }]
  kprobes:
    - call: list:setters
      syscall: true
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/lists_linux.go',
  find: onPolicies(policy => {
    const defined = children(policy.spec, 'lists').map(({ value }) => text(value.name));
    return referencesIn(policy)
      .filter(({ name }) => !defined.includes(name))
      .map(({ name, at }) => {
        const near = closest(name, defined);
        return {
          at,
          message: `the list \`${name}\` is not defined`,
          allowed:
            defined.length === 0
              ? 'a name of an item of `spec.lists`'
              : defined.map(each => `\`list:${each}\``).join(', '),
          repair: near === undefined ? 'add the list to `spec.lists`' : `did you mean \`list:${near}\`?`,
        };
      });
  }),
};

function referencesIn({ spec, hooks }: Policy) {
  const calls = hooks.map(({ name, path }) => ({ text: name, at: [...path, 'call'] }));
  const enforced = children(spec, 'enforcers').flatMap(({ path, value }) =>
    texts(value.calls).map((text, index) => ({ text, at: [...path, 'calls', index] })),
  );
  const compared = hooks
    .flatMap(({ selectors }) => selectors.flatMap(({ filters }) => filters))
    .filter(({ operator }) => ['InMap', 'NotInMap', 'InRange', 'NotInRange'].includes(operator))
    .flatMap(({ path, values }) => values.map((text, index) => ({ text, at: [...path, 'values', index] })));
  return [...calls, ...enforced, ...compared]
    .filter(({ text }) => text.startsWith('list:'))
    .map(({ text, at }) => ({ name: text.slice('list:'.length), at }));
}
