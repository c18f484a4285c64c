import { enforcingActions } from '../../enforcement';
import { error, onActions, when } from '../rule';

export const fentryEnforcement = error(
  'fentry-enforcement',
  onActions(({ path, name }, { section }) =>
    when(section === 'fentries' && enforcingActions.includes(name), {
      path: [...path, 'action'],
      message: 'enforcement is not supported for fentry yet',
      allowed: '`Post`',
      repair: 'use a kprobe or an LSM hook',
    }),
  ),
);
