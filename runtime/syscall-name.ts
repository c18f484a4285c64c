/** `sys_setns` for the entry of any architecture, `__x64_sys_setns`, by which the kernel reports a system call. */
export function syscallName(call: string): string {
  return call.replace(/^__(x64|arm64|ia32)_sys_/, 'sys_');
}
