import { children, texts } from '../../mapping';
import { onSelectors, type TracingRule } from '../rule';

export const namespaceLimits: TracingRule = {
  code: 'namespace-limits',
  severity: 'error',
  title: 'More filters on Linux namespaces than the kernel side takes',
  why: 'A selector takes up to 10 filters on namespaces with up to 4 values each, and one on changes of a namespace.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchNamespaceChanges:
            - { operator: In, values: [Mnt] }
            - { operator: In, values: [Pid] } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  kprobes:
    - call: sys_setns
      syscall: true
      selectors:
        - matchNamespaceChanges:
            - { operator: In, values: [Mnt, Pid] }
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onSelectors(selector => {
    const filters = children(selector, 'matchNamespaces');
    const changes = children(selector, 'matchNamespaceChanges');
    const problem = { allowed: 'up to 10 filters of 4 values, and one on changes', repair: 'remove the rest' };
    return [
      ...filters.slice(10).map(({ path }) => ({ ...problem, at: path, message: 'more than 10 filters on namespaces' })),
      ...filters
        .filter(({ value }) => texts(value.values).length > 4)
        .map(({ path }) => ({ ...problem, at: [...path, 'values'], message: 'more than 4 namespaces' })),
      ...changes.slice(1).map(({ path }) => ({ ...problem, at: path, message: 'more than one filter on changes' })),
    ];
  }),
};
