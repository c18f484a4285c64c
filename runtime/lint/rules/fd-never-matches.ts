import { onFilters, operatorOf, warning, when } from '../rule';

export const fdNeverMatches = warning(
  'fd-never-matches',
  onFilters(filter =>
    when(filter.argument?.type === 'fd', {
      path: operatorOf(filter),
      message:
        'a file descriptor has a path only where `FollowFD` recorded one, which is deprecated: the filter never matches',
      allowed: 'filters on `file` and `path`',
      repair: 'hook `security_file_permission` or the LSM hook `file_open`, which have the file',
    }),
  ),
);
