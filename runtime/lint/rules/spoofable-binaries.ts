import { enforcingActions } from '../../enforcement';
import { children } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const spoofableBinaries: TracingRule = {
  code: 'spoofable-binaries',
  severity: 'warning',
  title: 'Exempt binaries that any container can imitate',
  why: 'The path is resolved in the caller’s own mount namespace. A container that brings a file of that name is exempt, too.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  podSelector: {}
  lsmhooks:
    - hook: ptrace_access_check
      selectors:
        - matchBinaries:
            - { operator: NotIn, values: [/usr/bin/gdb] } # wrong
          matchActions: [{ action: Post }, { action: Override, argError: -1 }]
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  podSelector: { matchLabels: { debug: forbidden } }
  lsmhooks:
    - hook: ptrace_access_check
      selectors:
        - matchActions: [{ action: Post }, { action: Override, argError: -1 }]
`,
  source: 'tetragon 1.7 docs: tracing policy selectors',
  find: onSelectors((selector, _hook, { spec }) => {
    const enforces = selector.actions.some(({ name }) => enforcingActions.includes(name));
    const bound = spec.value.hostSelector !== undefined || selector.value.matchNamespaces !== undefined;
    if (!enforces || bound) return [];
    return children(selector, 'matchBinaries')
      .filter(({ value }) => String(value.operator).startsWith('Not'))
      .map(({ path }) => ({
        at: path,
        message: 'any container that has a binary at an exempt path is exempt as well',
        allowed: 'exempt paths only on hosts, by `hostSelector` or `matchNamespaces`',
        repair: 'exempt namespaces instead, by `podSelector`',
      }));
  }),
};
