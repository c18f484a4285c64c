import { error } from '../rule';

export const celLimits = error('cel-limits', ({ hooks }) => {
  const filters = hooks.flatMap(({ selectors }) =>
    selectors.flatMap(selector => selector.filters.filter(({ operator }) => operator === 'CelExpr')),
  );
  return filters.flatMap(({ path, values }, index) =>
    values.length === 1 && index < 8
      ? []
      : [
          {
            path,
            message:
              values.length === 1
                ? `this is expression \`${index + 1}\` of the policy`
                : `\`CelExpr\` has \`${values.length}\` expressions`,
            allowed: 'one expression in a filter, 8 in a policy',
            repair: 'join expressions with `&&` or `||`',
          },
        ],
  );
});
