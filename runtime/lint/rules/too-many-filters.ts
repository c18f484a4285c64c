import { error, onSelectors, when } from '../rule';

export const tooManyFilters = error(
  'too-many-filters',
  onSelectors(({ path, filters }) => {
    const counted = filters.filter(({ from }) => from !== 'matchReturnArgs').length;
    return when(counted > 5, {
      path: [...path, 'matchArgs'],
      message: `a selector has \`${counted}\` filters on arguments and data, and up to 5 are supported`,
      allowed: 'up to 5, on kernels before 5.3 a single one',
      repair: 'remove what another filter implies',
    });
  }),
);
