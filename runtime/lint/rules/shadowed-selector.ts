import type { Selector } from '../../policy';
import { onHooks, type TracingRule } from '../rule';

/** Keys of a selector that narrow it. */
const narrows = (selector: Selector) =>
  Object.keys(selector.value).some(key => (key.startsWith('match') && !/Actions$/.test(key)) || key === 'macros');

export const shadowedSelector: TracingRule = {
  code: 'shadowed-selector',
  severity: 'warning',
  title: 'A selector behind one that matches everything',
  why: 'The first selector that matches a call decides alone, so what follows an open selector never applies.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchActions: [{ action: NoPost }]
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }] # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }]
        - matchActions: [{ action: NoPost }]
`,
  source: 'tetragon 1.7 bpf/process/generic_calls.h',
  find: onHooks(({ selectors }) => {
    const open = selectors.findIndex(selector => !narrows(selector));
    if (open === -1) return [];
    return selectors.slice(open + 1).map(({ path }) => ({
      at: path,
      message: `selector \`${open}\` matches every call, so this one never applies`,
      allowed: 'narrow selectors before wide ones',
      repair: 'move it to the front',
    }));
  }),
};
