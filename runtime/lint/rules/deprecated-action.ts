import { onActions, warning, when } from '../rule';

const deprecated = ['FollowFD', 'UnfollowFD', 'CopyFD'];

export const deprecatedAction = warning(
  'deprecated-action',
  onActions(({ path, name }) =>
    when(deprecated.includes(name), {
      path: [...path, 'action'],
      message: `\`${name}\` is deprecated, and removed after 1.7`,
      allowed: 'hooks that have the file itself',
      repair: 'hook `security_file_permission` or the LSM hook `file_open`',
    }),
  ),
);
