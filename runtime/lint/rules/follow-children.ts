import { children } from '../../node';
import { error, onSelectors } from '../rule';

export const followChildren = error(
  'follow-children',
  onSelectors(selector =>
    children(selector, 'matchBinaries')
      .filter(({ value }) => value.followChildren === true && !['In', 'NotIn'].includes(String(value.operator)))
      .map(({ path, value }) => ({
        path: [...path, 'followChildren'],
        message: `children cannot be followed with \`${value.operator}\``,
        allowed: '`followChildren` with `In` and `NotIn`',
        repair: 'write whole paths with `In`, or remove `followChildren`',
      })),
  ),
);
