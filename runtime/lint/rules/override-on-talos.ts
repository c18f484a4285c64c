import { onActions, warning, when } from '../rule';

/** Talos kernels are built without BPF_KPROBE_OVERRIDE (`siderolabs/pkgs kernel/build`). */
export const overrideOnTalos = warning(
  'override-on-talos',
  onActions(({ path, name }, hook) =>
    when(
      name === 'Override' &&
        hook.section === 'kprobes' &&
        hook.value.syscall !== false &&
        !hook.name.startsWith('security_'),
      {
        path: [...path, 'action'],
        message: `Talos kernels refuse to override the system call \`${hook.name}\``,
        allowed: '`Override` on LSM hooks and `security_*` functions, `Sigkill` anywhere',
        repair: 'use the LSM hook that stands before it, or `Sigkill`',
      },
    ),
  ),
);
