import { affixOperators, affixTexts } from '../../argument-types';
import { error, onFilters, operatorOf, when } from '../rule';

export const skippedFilter = error(
  'skipped-filter',
  onFilters(filter => {
    const type = filter.argument?.type ?? '';
    return when(affixOperators.includes(filter.operator) && type !== '' && !affixTexts.includes(type), {
      path: operatorOf(filter),
      message: `\`${filter.operator}\` is skipped on the type \`${type}\`: everything matches`,
      allowed: `\`${filter.operator}\` on ${affixTexts.map(text => `\`${text}\``).join(', ')}`,
      repair: 'hook a function that has the file itself, such as the LSM hook `file_open`',
    });
  }),
);
