import { error, onFilters, operatorOf, when } from '../rule';

export const fileTypeOnOtherType = error(
  'file-type-on-other-type',
  onFilters(filter =>
    when(
      ['FileType', 'NotFileType'].includes(filter.operator) &&
        !['file', 'path', ''].includes(filter.argument?.type ?? ''),
      {
        path: operatorOf(filter),
        message: `\`${filter.operator}\` is refused on the type \`${filter.argument?.type}\``,
        allowed: '`FileType` on `file` and `path`',
        repair: 'hook a function that has a `file` or a `path`',
      },
    ),
  ),
);
