/** Real paths of programs: the kernel compares them with links resolved, so this lists both places of a merged `/usr`. */

const inBin = (...names: readonly string[]) => names.flatMap(name => [`/bin/${name}`, `/usr/bin/${name}`]);

export const shells = inBin('sh', 'ash', 'bash', 'busybox', 'dash', 'zsh');

export const netcats = inBin('nc', 'nc.openbsd', 'nc.traditional', 'ncat', 'socat');

/** Programs with which an intruder in a container reads a file. */
export const readers = [...shells, ...inBin('cat', 'curl', 'wget', 'python3', 'perl'), '/usr/local/bin/python3'];

/** Talos' own programs on the host, kubelet and etcd in their containers (`talos internal/pkg/selinux/policy`). */
export const nodePrograms = [
  '/usr/bin/init',
  '/usr/bin/containerd',
  '/usr/bin/containerd-shim-runc-v2',
  '/usr/local/bin/kubelet',
  '/usr/local/bin/etcd',
];

export const moduleLoaders = ['/usr/bin/init', '/usr/bin/systemd-udevd', '/usr/bin/udevadm', '/usr/bin/modprobe'];

/** Endings of paths that start a shell. */
export const shellNames = ['/sh', '/ash', '/bash', '/busybox', '/dash', '/zsh'] as const;
