import type { TracingPolicySpecKprobesArgsType } from '../imports/cilium.io';

/**
 * What the types of a hook rest on: an upstream policy or test uses it with these types, the kernel's signature was
 * compared, or it follows from code and must be tried on a kernel before it enforces.
 */
export type Evidence = 'upstream' | 'kernel' | 'derived';

/** Types that are read as declared. `auto` is not among them: kprobes refuse it. */
export type ArgumentType = Exclude<`${TracingPolicySpecKprobesArgsType}`, 'auto' | 'syscall64' | 'fd' | 'filename'>;

/** An argument of the hooked function: its position, its type, and the field of it that is meant. */
export interface Argument {
  readonly index: number;
  readonly type: ArgumentType;
  readonly resolve?: string;
  /** Read from the task that runs, not from the function's arguments. */
  readonly source?: 'current_task';
}

interface Hook {
  readonly section: 'lsmhooks' | 'kprobes';
  /** How a call is stopped: by an error to the caller, or only by killing it. Talos refuses errors from system calls. */
  readonly stop: 'refuse' | 'kill';
  /** By label, in the order of the events' `args`. */
  readonly args: Readonly<Record<string, Argument>>;
  readonly evidence: Evidence;
}

const arg = <Type extends ArgumentType>(index: number, type: Type, resolve?: string) => ({
  index,
  type,
  ...(resolve !== undefined && { resolve }),
});

const lsm = <Args extends Hook['args']>(evidence: Evidence, args: Args) =>
  ({ section: 'lsmhooks', stop: 'refuse', args, evidence }) as const;

/** `security_*` can be made to fail (fmod_ret); everything else is stopped by a signal. */
const security = <Args extends Hook['args']>(evidence: Evidence, args: Args) =>
  ({ section: 'kprobes', stop: 'refuse', args, evidence }) as const;

const kernel = <Args extends Hook['args']>(evidence: Evidence, args: Args) =>
  ({ section: 'kprobes', stop: 'kill', args, evidence }) as const;

/**
 * The hooks that our policies use: Linux 6.1 and later (`include/linux/lsm_hook_defs.h`,
 * `include/linux/syscalls.h`) in the types of Tetragon 1.7. A hook with other types does not compile.
 */
export const hooks = {
  bpf: lsm('kernel', { command: arg(0, 'int') }),
  bprm_check_security: lsm('upstream', { binary: arg(0, 'linux_binprm') }),
  file_open: lsm('derived', { file: arg(0, 'file'), mode: arg(0, 'uint32', 'f_mode') }),
  kernel_load_data: lsm('upstream', { id: arg(0, 'int') }),
  kernel_module_request: lsm('kernel', { module: arg(0, 'string') }),
  kernel_read_file: lsm('upstream', { file: arg(0, 'file'), id: arg(1, 'int') }),
  move_mount: lsm('kernel', { from: arg(0, 'path'), to: arg(1, 'path') }),
  path_chmod: lsm('kernel', { path: arg(0, 'path'), mode: arg(1, 'uint16') }),
  path_link: lsm('kernel', { directory: arg(1, 'path') }),
  path_rename: lsm('kernel', { directory: arg(2, 'path') }),
  path_unlink: lsm('kernel', { directory: arg(0, 'path') }),
  ptrace_access_check: lsm('kernel', { mode: arg(1, 'uint32') }),
  sb_mount: lsm('kernel', { device: arg(0, 'string'), target: arg(1, 'path'), filesystem: arg(2, 'string') }),
  socket_connect: lsm('kernel', { socket: arg(0, 'socket'), destination: arg(1, 'sockaddr') }),
  socket_create: lsm('kernel', { family: arg(0, 'int'), type: arg(1, 'int'), kern: arg(3, 'int') }),

  security_bprm_check: security('derived', {
    binary: arg(0, 'linux_binprm'),
    stdin: { index: 0, type: 'file', source: 'current_task', resolve: 'files.fdt.fd[0]' },
  }),
  security_capset: security('upstream', {
    old: arg(1, 'cap_effective', 'cap_effective'),
    new: arg(2, 'cap_effective'),
  }),
  security_file_permission: security('upstream', { file: arg(0, 'file'), access: arg(1, 'int') }),
  security_mmap_file: security('upstream', {
    file: arg(0, 'file'),
    protection: arg(1, 'uint32'),
    flags: arg(2, 'uint32'),
  }),
  security_path_truncate: security('upstream', { path: arg(0, 'path') }),
  security_socket_connect: security('upstream', { destination: arg(1, 'sockaddr_un') }),

  __sys_setgid: kernel('upstream', { gid: arg(0, 'int') }),
  __sys_setresuid: kernel('upstream', { real: arg(0, 'int'), effective: arg(1, 'int'), saved: arg(2, 'int') }),
  __sys_setreuid: kernel('upstream', { real: arg(0, 'int'), effective: arg(1, 'int') }),
  __sys_setuid: kernel('upstream', { uid: arg(0, 'int') }),
  create_user_ns: kernel('upstream', { cred: arg(0, 'nop') }),
  inet_csk_listen_start: kernel('upstream', { sock: arg(0, 'sock') }),
  sys_memfd_create: kernel('kernel', { name: arg(0, 'string') }),
  sys_setns: kernel('upstream', { fd: arg(0, 'int'), type: arg(1, 'int') }),
  sys_unshare: kernel('kernel', { flags: arg(0, 'int') }),
  tcp_connect: kernel('upstream', { sock: arg(0, 'sock') }),
} as const satisfies Record<string, Hook>;

export type Hooks = typeof hooks;
export type HookName = keyof Hooks;
export type HookOf<Section extends Hook['section']> = {
  [Name in HookName]: Hooks[Name]['section'] extends Section ? Name : never;
}[HookName];
