import { children, texts } from '../../node';
import { onSelectors, warning } from '../rule';

export const runcExclusion = warning(
  'runc-exclusion',
  onSelectors(selector =>
    children(selector, 'matchBinaries')
      .filter(({ value }) => value.operator === 'NotIn' && texts(value.values).some(path => path.endsWith('/runc')))
      .map(({ path }) => ({
        path: [...path, 'values'],
        message: 'runc runs a sealed copy of itself, whose path is another: it is not left out (tetragon#4641)',
        allowed: 'the first process of a container left out by its pid',
        repair: 'add `matchPIDs: [{operator: NotIn, isNamespacePID: true, followForks: false, values: [1]}]`',
      })),
  ),
);
