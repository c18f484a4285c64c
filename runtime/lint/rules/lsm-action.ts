import { error, onActions, when } from '../rule';

const taken = ['Post', 'NoPost', 'Sigkill', 'Signal', 'Override'];

export const lsmAction = error(
  'lsm-action',
  onActions(({ path, name }, { section }) =>
    when(section === 'lsmhooks' && !taken.includes(name), {
      path: [...path, 'action'],
      message: `the action \`${name}\` is not supported on LSM hooks`,
      allowed: taken.map(action => `\`${action}\``).join(', '),
      repair: 'use a kprobe, or another action',
    }),
  ),
);
