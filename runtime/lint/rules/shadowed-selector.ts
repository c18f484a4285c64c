import type { Selector } from '../../policy';
import { onHooks, warning } from '../rule';

/** Keys of a selector that narrow it. */
const narrows = (selector: Selector) =>
  Object.keys(selector.value).some(key => (key.startsWith('match') && !/Actions$/.test(key)) || key === 'macros');

/** The first selector that matches decides alone. */
export const shadowedSelector = warning(
  'shadowed-selector',
  onHooks(({ selectors }) => {
    const open = selectors.findIndex(selector => !narrows(selector));
    if (open === -1) return [];
    return selectors.slice(open + 1).map(({ path }) => ({
      path,
      message: `selector \`${open}\` matches every call, so this one is never asked`,
      allowed: 'narrow selectors before wide ones',
      repair: 'move it to the front',
    }));
  }),
);
