import { oneOf, postfix, prefix, toPublic } from '../../constructs/tracing-conditions';
import type { TracedHooks } from '../../constructs/tracing-policy';

/** Hooks that must not compile: `npm run typecheck` fails as soon as one of them does. */
export const impossibleHooks: readonly (() => TracedHooks)[] = [
  // @ts-expect-error a second section is refused
  () => ({ lsmhooks: { bpf: [{}] }, kprobes: { tcp_connect: [{}] } }),
  // @ts-expect-error an LSM hook is not a kprobe
  () => ({ kprobes: { file_open: [{}] } }),
  // @ts-expect-error a path operator on a number is skipped, and everything matches
  () => ({ lsmhooks: { bpf: [{ where: { command: prefix('/etc/') } }] } }),
  // @ts-expect-error a number is not a path
  () => ({ lsmhooks: { file_open: [{ where: { file: oneOf(5) } }] } }),
  // @ts-expect-error an address filter on a file is refused
  () => ({ lsmhooks: { file_open: [{ where: { file: toPublic() } }] } }),
  // @ts-expect-error a socket's path knows no suffix
  () => ({ kprobes: { security_socket_connect: [{ where: { destination: postfix('.sock') } }] } }),
  // @ts-expect-error Talos refuses to override a system call
  () => ({ kprobes: { sys_setns: [{ response: 'refuse' }] } }),
  // @ts-expect-error `tcp_connect` cannot be made to fail
  () => ({ kprobes: { tcp_connect: [{ response: 'refuse' }] } }),
  // @ts-expect-error five selectors are the most
  () => ({ lsmhooks: { bpf: [{}, {}, {}, {}, {}, {}] } }),
  // @ts-expect-error capabilities are gained in one place
  () => ({ lsmhooks: { bpf: [{ gains: true }] } }),
  // @ts-expect-error no argument of that name
  () => ({ lsmhooks: { bpf: [{ where: { cmd: oneOf(5) } }] } }),
];

// @ts-expect-error the kernel compares four numbers
export const fiveNumbers = () => oneOf(1, 2, 3, 4, 5);
