import { children, texts } from '../../node';
import { onSelectors, warning } from '../rule';

export const emptyBinaries = warning(
  'empty-binaries',
  onSelectors(selector =>
    ['matchBinaries', 'matchParentBinaries'].flatMap(key =>
      children(selector, key)
        .filter(({ value }) => texts(value.values).length === 0)
        .map(({ path }) => ({
          path,
          message: `\`${key}\` without values is ignored: every binary matches`,
          allowed: 'at least one path',
          repair: `add paths, or remove \`${key}\``,
        })),
    ),
  ),
);
