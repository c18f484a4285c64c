import { children } from '../../node';
import { onSelectors, warning } from '../rule';

/** The parent's pid in a namespace is compared as 0 first (`tetragon 1.7 bpf/process/pfilter.h`). */
export const pidZero = warning(
  'pid-zero',
  onSelectors(selector =>
    children(selector, 'matchPIDs')
      .filter(
        ({ value }) =>
          value.operator === 'NotIn' &&
          value.isNamespacePID === true &&
          Array.isArray(value.values) &&
          value.values.includes(0),
      )
      .map(({ path }) => ({
        path: [...path, 'values'],
        message: '`NotIn` with `0` among pids of a namespace never matches',
        allowed: 'pids from 1 up; processes of the host are left out anyway',
        repair: 'remove `0`',
      })),
  ),
);
