import { enforcingActions } from '../../enforcement';
import { onSelectors, warning, when } from '../rule';

export const lastAction = warning(
  'last-action',
  onSelectors(({ path, actions }) => {
    const names = actions.map(({ name }) => name);
    const enforcing = names.find(name => enforcingActions.includes(name));
    return when(enforcing !== undefined && names.at(-1) === 'Post', {
      path: [...path, 'matchActions'],
      message: `events name the last action, so \`${enforcing}\` is recorded as \`Post\``,
      allowed: '`Post` before what is done',
      repair: 'move `Post` to the front',
    });
  }),
);
