import { containerInit, host, pod, podIn, podWith } from './events';
import { type Fixture, hit, miss, undecidable } from './fixture';

const system = podIn('kube-system', '/usr/bin/cilium-agent');
const noPid = podWith({ container: { name: 'web' } });

export const criSocket: Fixture[] = [
  ...['/run/containerd/containerd.sock', '/var/run/containerd/containerd.sock', '/run/crio/crio.sock'].map(
    destination => hit('refuse', 'security_socket_connect', { destination }),
  ),
  hit('refuse', 'security_socket_connect', { destination: '/var/run/docker.sock' }),
  miss('security_socket_connect', { destination: '/run/app/app.sock' }),
  miss('security_socket_connect', { destination: { family: 'AF_INET', path: '/run/containerd' } }),
  miss('security_socket_connect', { destination: '/run/containerd/containerd.sock' }, host('/usr/local/bin/kubelet')),
  undecidable('args.destination', 'security_socket_connect', {}),
];

export const privilegeEscalation: Fixture[] = [
  hit('report', '__sys_setuid', { uid: 0 }),
  miss('__sys_setuid', { uid: 1000 }),
  miss('__sys_setuid', { uid: 0 }, containerInit),
  hit('report', '__sys_setgid', { gid: 0 }),
  miss('__sys_setgid', { gid: 1000 }),
  miss('__sys_setgid', { gid: 0 }, containerInit),
  hit('report', '__sys_setreuid', { real: 1000, effective: 0 }),
  miss('__sys_setreuid', { real: 0, effective: 1000 }),
  miss('__sys_setreuid', { real: 1000, effective: 0 }, containerInit),
  hit('report', '__sys_setresuid', { real: 1000, effective: 0, saved: 1000 }),
  miss('__sys_setresuid', { real: 0, effective: 1000, saved: 0 }),
  miss('__sys_setresuid', { real: 1000, effective: 0, saved: 1000 }, containerInit),
  miss('__sys_setuid', { uid: 0 }, system),
  undecidable('process.pod.container.pid', '__sys_setuid', { uid: 0 }, noPid),
];

export const capabilityGained: Fixture[] = [
  hit('report', 'security_capset', { old: '0000000000000000', new: '0000000000200000' }),
  hit('report', 'security_capset', { old: '0000000000000001', new: '0000000000200000' }, system),
  miss('security_capset', { old: '0000000000200001', new: '0000000000200000' }),
  miss('security_capset', { old: '0000000000000000', new: '0000000000200000' }, host()),
  undecidable('args.old', 'security_capset', { new: '0000000000200000' }),
];

const mountNamespace = 0x20000;

export const namespaceEscape: Fixture[] = [
  ...[mountNamespace, 0x20000000, 0x40000000].flatMap(type => [
    hit('kill', 'sys_setns', { fd: 3, type }),
    hit('kill', 'sys_unshare', { flags: type }),
  ]),
  hit('kill', 'sys_setns', { fd: 3, type: 0 }),
  miss('sys_setns', { fd: 3, type: 0x4000000 }),
  miss('sys_setns', { fd: 3, type: mountNamespace }, containerInit),
  miss('sys_setns', { fd: 3, type: 0 }, containerInit),
  miss('sys_setns', { fd: 3, type: 0 }, podIn('longhorn-system', '/usr/bin/longhorn-manager')),
  miss('sys_unshare', { flags: 0x4000000 }),
  miss('sys_unshare', { flags: mountNamespace }, containerInit),
  hit('kill', 'create_user_ns', {}),
  miss('create_user_ns', {}, pod({ cap: { effective: ['CAP_SYS_ADMIN'] } })),
  undecidable('process.cap', 'create_user_ns', {}, pod({ cap: undefined })),
];

export const kernelModuleLoad: Fixture[] = [
  hit('refuse', 'kernel_read_file', { file: '/tmp/rootkit.ko', id: 2 }),
  hit('refuse', 'kernel_read_file', { file: '/tmp/rootkit.ko.zst', id: 7 }),
  hit('report', 'kernel_read_file', { file: '/tmp/rootkit.ko', id: 2 }, host()),
  hit('report', 'kernel_read_file', { file: '/tmp/rootkit.ko.zst', id: 7 }, host()),
  ...['/usr/bin/init', '/usr/bin/systemd-udevd', '/usr/bin/udevadm', '/usr/bin/modprobe'].map(binary =>
    miss('kernel_read_file', { file: '/usr/lib/modules/dm_crypt.ko', id: 2 }, host(binary)),
  ),
  miss('kernel_read_file', { file: '/lib/firmware/x', id: 1 }),
  miss('kernel_read_file', { file: '/lib/firmware/x', id: 1 }, host()),
  hit('refuse', 'kernel_load_data', { id: 2 }),
  miss('kernel_load_data', { id: 1 }),
  hit('report', 'kernel_module_request', { module: 'net-pf-38' }),
  miss('kernel_load_data', { id: 2 }, host('/usr/bin/init')),
  miss('kernel_load_data', { id: 2 }, system),
  undecidable('args.id', 'kernel_read_file', { file: '/tmp/rootkit.ko' }),
];

export const bpfLoad: Fixture[] = [
  hit('refuse', 'bpf', { command: 5 }),
  miss('bpf', { command: 1 }),
  miss('bpf', { command: 5 }, system),
  undecidable('args.command', 'bpf', {}),
];

export const ptrace: Fixture[] = [
  hit('refuse', 'ptrace_access_check', { mode: 0x12 }),
  miss('ptrace_access_check', { mode: 0x11 }),
  miss('ptrace_access_check', { mode: 2 }, host()),
  undecidable('args.mode', 'ptrace_access_check', {}),
];

export const mount: Fixture[] = [
  hit('refuse', 'sb_mount', { device: '/dev/sda', target: '/mnt', filesystem: 'ext4' }),
  miss('sb_mount', { device: 'proc', target: '/proc', filesystem: 'proc' }, containerInit),
  hit('refuse', 'move_mount', { from: '/', to: '/mnt' }),
  miss('move_mount', { from: '/', to: '/mnt' }, containerInit),
  miss(
    'sb_mount',
    { device: '/dev/sda', target: '/mnt', filesystem: 'ext4' },
    podIn('longhorn-system', '/usr/bin/mount'),
  ),
  undecidable(
    'process.pod.container.pid',
    'sb_mount',
    { device: '/dev/sda', target: '/mnt', filesystem: 'ext4' },
    noPid,
  ),
];

const miners = ['xmrig', 'xmr-stak', 'minerd', 'cpuminer', 'ethminer', 't-rex', 'nbminer', 'lolminer'];

export const cryptoMiner: Fixture[] = [
  ...miners.map(name => hit('refuse', 'bprm_check_security', { binary: `/tmp/${name}` })),
  hit('refuse', 'bprm_check_security', { binary: '/var/xmrig' }, host()),
  hit('refuse', 'bprm_check_security', { binary: '/var/xmrig' }, system),
  miss('bprm_check_security', { binary: '/usr/bin/xmrig-exporter' }),
  undecidable('args.binary', 'bprm_check_security', {}),
];
