import { error } from '../trap';

/** Events and metrics carry the name without the namespace. */
export const duplicateName = error('duplicate-name', (policy, all) => {
  const first = all.find(({ name }) => name === policy.name);
  if (first === policy || first === undefined) return [];
  return [
    {
      path: ['metadata', 'name'],
      message: `\`${policy.name}\` is the name of the policy in \`${first.manifest.file}\` too: their events cannot be told apart`,
      allowed: 'names that are unique in the whole cluster',
      repair: 'rename one of the two',
    },
  ];
});
