import { error, onFilters } from '../rule';

/** Longest values in bytes (`tetragon 1.7 pkg/selectors`). */
const longest: Readonly<Record<string, number>> = {
  Prefix: 256,
  NotPrefix: 256,
  Postfix: 127,
  NotPostfix: 127,
  SubString: 99,
  SubStringIgnCase: 99,
};

export const longValue = error(
  'long-value',
  onFilters(({ path, operator, values }) =>
    values.flatMap((value, index) => {
      const limit = longest[operator];
      const length = new TextEncoder().encode(value).length;
      if (limit === undefined || length <= limit) return [];
      return [
        {
          path: [...path, 'values', index],
          message: `\`${value.slice(0, 40)}…\` is \`${length}\` bytes long, which \`${operator}\` refuses`,
          allowed: `up to ${limit} bytes`,
          repair: 'shorten it',
        },
      ];
    }),
  ),
);
