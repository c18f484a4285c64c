import { error, onFilters } from '../rule';

export const unquotedValue = error(
  'unquoted-value',
  onFilters(({ path, value }) =>
    (Array.isArray(value.values) ? value.values : []).flatMap((item, index) =>
      typeof item === 'string'
        ? []
        : [
            {
              path: [...path, 'values', index],
              message: `\`${item}\` is no text, and values are texts`,
              allowed: 'texts',
              repair: `put it in quotes: \`"${item}"\``,
            },
          ],
    ),
  ),
);
