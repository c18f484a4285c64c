import { onActions, type TracingRule, when } from '../rule';

const taken = ['Post', 'NoPost', 'Sigkill', 'Signal', 'Override'];

export const lsmAction: TracingRule = {
  code: 'lsm-action',
  severity: 'error',
  title: 'An action that LSM hooks do not have',
  why: 'LSM hooks know `Post`, `NoPost`, `Sigkill`, `Signal` and `Override`. The agent rejects the policy otherwise.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      selectors:
        - matchActions:
            - { action: GetUrl, argUrl: "https://canary.example.net" } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      selectors:
        - matchActions:
            - { action: Post }
`,
  source: 'tetragon 1.7 pkg/sensors/tracing/genericlsm.go',
  find: onActions(({ path, name }, { section }) =>
    when(section === 'lsmhooks' && !taken.includes(name), {
      at: [...path, 'action'],
      message: `the action \`${name}\` is not supported on LSM hooks`,
      allowed: taken.map(action => `\`${action}\``).join(', '),
      repair: 'use a kprobe, or another action',
    }),
  ),
};
