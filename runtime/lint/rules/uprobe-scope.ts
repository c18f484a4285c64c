import { onPolicies, type TracingRule } from '../rule';

export const uprobeScope: TracingRule = {
  code: 'uprobe-scope',
  severity: 'warning',
  title: 'A uprobe with a scope that it ignores',
  why: 'Uprobes and USDTs of Tetragon 1.7 ignore pod selectors and namespaces: they report every process on the node.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  podSelector: {}
  uprobes: # wrong
    - { path: /usr/bin/bash, symbols: [readline] }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  uprobes:
    - { path: /usr/bin/bash, symbols: [readline] }
`,
  source: 'tetragon#5408',
  find: onPolicies(({ spec, hooks, isNamespaced }) => {
    const probe = hooks.find(({ section }) => section === 'uprobes' || section === 'usdts');
    const scoped = isNamespaced || spec.value.podSelector !== undefined || spec.value.containerSelector !== undefined;
    if (probe === undefined || !scoped) return [];
    return [
      {
        at: [...spec.path, probe.section],
        message: `\`${probe.section}\` ignore the scope in Tetragon 1.7.0 and report every process`,
        allowed: 'uprobes without a pod selector, in a cluster-wide policy',
        repair: 'filter by `matchBinaries`, or use a kprobe',
      },
    ];
  }),
};
