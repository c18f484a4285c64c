import { onFilters, operatorOf, warning, when } from '../rule';

export const substringOnOtherType = warning(
  'substring-on-other-type',
  onFilters(filter =>
    when(filter.operator.startsWith('SubString') && !['string', 'char_buf', ''].includes(filter.argument?.type ?? ''), {
      path: operatorOf(filter),
      message: `\`${filter.operator}\` never matches on the type \`${filter.argument?.type}\``,
      allowed: '`SubString` on `string` and `char_buf`',
      repair: 'use `Prefix` or `Postfix`',
    }),
  ),
);
