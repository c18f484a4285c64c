import { children, texts } from '../../node';
import { error, onSelectors } from '../rule';

/** Not checked by the agent: from 8 on the selector is misread. */
export const tooManyPids = error(
  'too-many-pids',
  onSelectors(selector =>
    children(selector, 'matchPIDs')
      .filter(({ value }) => texts(value.values).length > 4)
      .map(({ path, value }) => ({
        path: [...path, 'values'],
        message: `\`${texts(value.values).length}\` pids, and the kernel reads 4`,
        allowed: 'up to 4',
        repair: 'use `matchBinaries`, or several selectors',
      })),
  ),
);
