import { onFilters, type TracingRule } from '../rule';

/** kubelet writes projected files into `..<timestamp>`, and the names that pods use are links to them. */
const projected = /\/kubernetes\.io\/(serviceaccount|secret|configmap)\/.*[^/]$/;

export const mountedPath: TracingRule = {
  code: 'mounted-path',
  severity: 'warning',
  title: 'A projected file by the name that the pod uses',
  why: 'The kubelet writes projected files into a directory `..<timestamp>`, and the name that the pod uses is a link. The kernel sees the target, so `Equal` never matches.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs:
            - index: 0
              operator: Equal
              values:
                - /var/run/secrets/kubernetes.io/serviceaccount/token # wrong
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
        - matchArgs:
            - index: 0
              operator: Prefix
              values:
                - /var/run/secrets/kubernetes.io/serviceaccount/
`,
  source: 'kubernetes 1.36 pkg/volume/util/atomic_writer.go',
  find: onFilters(({ path, operator, values }) =>
    values.flatMap((value, index) =>
      operator === 'Equal' && projected.test(value)
        ? [
            {
              at: [...path, 'values', index],
              message: `\`${value}\` is a link, and the kernel sees its target: the filter never matches`,
              allowed: '`Prefix` with the directory, by `/run` and by `/var/run`',
              repair: `write \`operator: Prefix\` and \`${value.slice(0, value.lastIndexOf('/') + 1)}\``,
            },
          ]
        : [],
    ),
  ),
};
