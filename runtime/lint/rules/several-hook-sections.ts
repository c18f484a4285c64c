import { hookSections } from '../../policy';
import { error } from '../rule';

export const severalHookSections = error('several-hook-sections', ({ spec }) => {
  const [first, ...others] = hookSections.filter(section => Array.isArray(spec.value[section]));
  return others.map(section => ({
    path: [...spec.path, section],
    message: `\`${section}\` beside \`${first}\`: policies with multiple sections are refused`,
    allowed: 'one section of hooks in a policy',
    repair: `move \`${section}\` into a policy of its own`,
  }));
});
