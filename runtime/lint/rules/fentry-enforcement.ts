import { enforcingActions } from '../../enforcement';
import { onActions, type TracingRule, when } from '../rule';

export const fentryEnforcement: TracingRule = {
  code: 'fentry-enforcement',
  severity: 'error',
  title: 'An enforcing action on an fentry',
  why: 'Tetragon 1.7 rejects enforcing actions on `fentries`.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  fentries:
    - call: security_file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }]
          matchActions:
            - { action: Sigkill } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: monitor }]
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs: [{ index: 0, operator: Prefix, values: [/etc/] }]
          matchActions:
            - { action: Sigkill }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/genericfentry.go',
  find: onActions(({ path, name }, { section }) =>
    when(section === 'fentries' && enforcingActions.includes(name), {
      at: [...path, 'action'],
      message: 'fentries cannot enforce in Tetragon 1.7',
      allowed: '`Post`',
      repair: 'use a kprobe or an LSM hook',
    }),
  ),
};
