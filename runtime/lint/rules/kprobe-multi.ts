import { children } from '../../node';
import { error, onActions, when } from '../rule';

export const kprobeMulti = error(
  'kprobe-multi',
  onActions(({ path, name }, hook, { spec }) =>
    when(
      name === 'Override' &&
        hook.section === 'kprobes' &&
        hook.name.startsWith('security_') &&
        !children(spec, 'options').some(({ value }) => value.name === 'disable-kprobe-multi'),
      {
        path: [...path, 'action'],
        message: `\`${hook.name}\` cannot be overridden on kernels with kprobe_multi`,
        allowed: '`Override` on `security_*` with the option `disable-kprobe-multi`',
        repair: 'add `options: [{name: disable-kprobe-multi, value: "1"}]`',
      },
    ),
  ),
);
