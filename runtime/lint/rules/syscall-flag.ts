import { onHooks, warning, when } from '../rule';

/** The API's default is true, where the documentation says false. */
export const syscallFlag = warning(
  'syscall-flag',
  onHooks(({ section, path, value, name }) => {
    if (section !== 'kprobes' || name.startsWith('list:')) return [];
    const isSyscall = /^(__(x64|arm64|ia32)_)?sys_/.test(name);
    return when(value.syscall === undefined ? !isSyscall : value.syscall !== isSyscall, {
      path: [...path, value.syscall === undefined ? 'call' : 'syscall'],
      message: `\`${name}\` is read as ${isSyscall ? 'a function of the kernel' : 'a system call'}, and its arguments are others`,
      allowed: '`syscall: true` for `sys_*`, `syscall: false` for the rest',
      repair: `write \`syscall: ${isSyscall}\``,
    });
  }),
);
