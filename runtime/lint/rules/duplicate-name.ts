import type { Policy } from '../../policy';
import { error } from '../rule';

const folderOf = ({ manifest: { file } }: Policy) => file.slice(0, file.lastIndexOf('/') + 1);

/** Events and metrics carry the name without the namespace. What lies in one folder is applied to one cluster. */
export const duplicateName = error('duplicate-name', (policy, all) => {
  const first = all.find(other => other.name === policy.name && folderOf(other) === folderOf(policy));
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
