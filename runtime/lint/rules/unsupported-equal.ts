import { neverEqual } from '../../argument-types';
import { error, onFilters, operatorOf, when } from '../rule';

export const unsupportedEqual = error(
  'unsupported-equal',
  onFilters(filter =>
    when(['Equal', 'NotEqual'].includes(filter.operator) && neverEqual.includes(filter.argument?.type ?? ''), {
      path: operatorOf(filter),
      message: `\`${filter.operator}\` is refused on the type \`${filter.argument?.type}\`, whatever the documentation says`,
      allowed: '`Equal` on texts, files, paths and numbers',
      repair: 'hook a function that has a `file` or a `path`',
    }),
  ),
);
