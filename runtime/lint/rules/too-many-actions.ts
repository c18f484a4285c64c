import { error, onSelectors, when } from '../rule';

export const tooManyActions = error(
  'too-many-actions',
  onSelectors(({ path, actions }) =>
    when(actions.length > 3, {
      path: [...path, 'matchActions'],
      message: `a selector has \`${actions.length}\` actions, and only 3 are supported`,
      allowed: 'up to 3',
      repair: 'remove actions',
    }),
  ),
);
