import { onHooks, type TracingRule, when } from '../rule';

export const hotHook: TracingRule = {
  code: 'hot-hook',
  severity: 'note',
  title: 'A hook that runs for every read and write',
  why: '`file_permission` runs for each `read` and `write`. On busy nodes that costs time in every process, and events were reported lost with it.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_permission # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
`,
  source: 'tetragon#4821',
  find: onHooks(({ path, name }) =>
    when(/^(security_)?file_permission$/.test(name), {
      at: path,
      message: `\`${name}\` runs for every read and write, and events were reported lost with it (tetragon#4821)`,
      allowed: 'the LSM hook `file_open`, which runs once for a file',
      repair: 'use `file_open` with the mode as an argument, or watch `tetragon_bpf_missed_events_total`',
    }),
  ),
};
