import { children } from '../../node';
import { error, onSelectors } from '../rule';

export const secondPidFilter = error(
  'second-pid-filter',
  onSelectors(selector =>
    children(selector, 'matchPIDs')
      .slice(1)
      .map(({ path }) => ({
        path,
        message: 'the kernel reads one pid filter, and takes a second for what follows it',
        allowed: 'one item in `matchPIDs`',
        repair: 'merge the two, or write a second selector',
      })),
  ),
);
