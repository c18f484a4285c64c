import { onFilters, warning } from '../rule';

/** kubelet writes projected files into `..<timestamp>`, and the names that pods use are links to them. */
const projected = /\/kubernetes\.io\/(serviceaccount|secret|configmap)\/.*[^/]$/;

export const mountedPath = warning(
  'mounted-path',
  onFilters(({ path, operator, values }) =>
    values.flatMap((value, index) =>
      operator === 'Equal' && projected.test(value)
        ? [
            {
              path: [...path, 'values', index],
              message: `\`${value}\` is a link, and the kernel sees what it leads to: it never matches`,
              allowed: '`Prefix` with the directory, by `/run` and by `/var/run`',
              repair: `write \`operator: Prefix\` and \`${value.slice(0, value.lastIndexOf('/') + 1)}\``,
            },
          ]
        : [],
    ),
  ),
);
