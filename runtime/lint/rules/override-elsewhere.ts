import { error, onActions, when } from '../rule';

export const overrideElsewhere = error(
  'override-elsewhere',
  onActions(({ path, name }, hook) =>
    when(
      name === 'Override' &&
        hook.section === 'kprobes' &&
        hook.value.syscall === false &&
        !/^(security_|list:)/.test(hook.name),
      {
        path: [...path, 'action'],
        message: `\`${hook.name}\` cannot be overridden: only system calls and \`security_*\` functions can`,
        allowed: '`Override` on LSM hooks, `security_*` functions and system calls',
        repair: 'use the LSM hook that stands before it, or `Sigkill`',
      },
    ),
  ),
);
