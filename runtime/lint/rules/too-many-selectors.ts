import { error, onHooks, when } from '../rule';

export const tooManySelectors = error(
  'too-many-selectors',
  onHooks(({ path, selectors, name }) =>
    when(selectors.length > 5, {
      path: [...path, 'selectors'],
      message: `\`${name}\` has \`${selectors.length}\` selectors, and no more than 5 are supported`,
      allowed: 'up to 5 for a hook',
      repair: 'merge selectors that differ in values alone, or move some into a second policy',
    }),
  ),
);
