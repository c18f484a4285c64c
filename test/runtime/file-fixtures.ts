import { nodePrograms, readers, shellNames } from '../../charts/tracing-policies/binaries';
import { containerInit, host, pod, podIn } from './events';
import { type Fixture, hit, miss, undecidable } from './fixture';

const token = '/run/secrets/kubernetes.io/serviceaccount/..2026_01_01_10_00_00.1/token';
const realReaders = readers.filter(binary => !/^\/bin\/|\/(sh|python3)$/.test(binary));

const directories = ['/etc', '/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/lib', '/usr/local/bin'];
const systemDirectories = [...directories, '/usr/local/sbin', '/lib', '/lib64', '/boot', '/root/.ssh'];

const changesOf = (hook: 'path_rename' | 'path_link' | 'path_unlink'): Fixture[] => [
  ...systemDirectories.flatMap(directory => [
    hit('refuse', hook, { directory }),
    hit('refuse', hook, { directory: `${directory}/deeper` }),
  ]),
  miss(hook, { directory: '/etcetera' }),
  miss(hook, { directory: '/etc' }, host()),
];

export const processExecAudit: Fixture[] = [
  ...shellNames.map(name => hit('report', 'bprm_check_security', { binary: `/tmp${name}` }, host())),
  miss('bprm_check_security', { binary: '/usr/bin/talosctl' }, host()),
  miss('bprm_check_security', { binary: '/tmp/sh' }),
  undecidable('args.binary', 'bprm_check_security', {}, host()),
];

export const sensitiveFileRead: Fixture[] = [
  hit('refuse', 'file_open', { file: '/etc/shadow', mode: 1 }),
  hit('refuse', 'file_open', { file: '/etc/gshadow', mode: 3 }),
  miss('file_open', { file: '/etc/shadow', mode: 2 }),
  miss('file_open', { file: '/etc/shadow.d', mode: 1 }),
  miss('file_open', { file: '/etc/shadow', mode: 1 }, podIn('longhorn-system', '/usr/bin/app')),
  hit('report', 'file_open', { file: '/root/.ssh/known_hosts', mode: 1 }),
  miss('file_open', { file: '/root/.ssh/known_hosts', mode: 2 }),
  ...['/home/ann/.kube/config', '/keys/id_rsa', '/keys/id_ed25519'].flatMap(file => [
    hit('report', 'file_open', { file, mode: 1 }),
    miss('file_open', { file, mode: 2 }),
  ]),
  miss('file_open', { file: '/keys/id_rsa.pub', mode: 1 }),
  ...realReaders.map(binary => hit('report', 'file_open', { file: token, mode: 1 }, pod({ binary }))),
  hit('report', 'file_open', { file: `/var${token}`, mode: 1 }, pod({ binary: '/usr/bin/bash' })),
  miss('file_open', { file: token, mode: 2 }, pod({ binary: '/usr/bin/bash' })),
  miss('file_open', { file: '/run/lock', mode: 1 }, pod({ binary: '/usr/bin/bash' })),
  miss('file_open', { file: token, mode: 1 }),
  undecidable(
    'process.binary (it may be a symbolic link)',
    'file_open',
    { file: token, mode: 1 },
    pod({ binary: '/bin/sh' }),
  ),
  undecidable('args.mode', 'file_open', { file: '/etc/shadow' }),
  undecidable('args.mode', 'file_open', { file: '/root/.ssh/config' }),
  ...['/etc/kubernetes/admin', '/system/secrets/ca', '/var/lib/etcd/member', '/var/lib/kubelet/pki/key'].flatMap(
    file => [
      hit('report', 'file_open', { file, mode: 1 }, host()),
      miss('file_open', { file, mode: 2 }, host()),
      ...nodePrograms.map(binary => miss('file_open', { file, mode: 1 }, host(binary))),
      miss('file_open', { file, mode: 1 }),
    ],
  ),
  miss('file_open', { file: '/etc/hosts', mode: 1 }, host()),
];

export const sensitiveFileWrite: Fixture[] = [
  ...systemDirectories.flatMap(directory => [
    hit('refuse', 'security_file_permission', { file: `${directory}/x`, access: 2 }),
    hit('refuse', 'security_mmap_file', { file: `${directory}/x`, protection: 3, flags: 1 }),
    hit('refuse', 'security_path_truncate', { path: `${directory}/x` }),
    hit('refuse', 'path_chmod', { path: `${directory}/x`, mode: 0o755 }),
  ]),
  miss('security_file_permission', { file: '/etc/hosts', access: 4 }),
  miss('security_file_permission', { file: '/var/log/x', access: 2 }),
  miss('security_file_permission', { file: '/etc/hosts', access: 2 }, host()),
  ...['/etc/kubernetes/admin', '/system/state/x', '/var/lib/etcd/x', '/var/lib/kubelet/pki/x'].map(file =>
    hit('report', 'security_file_permission', { file, access: 2 }, host()),
  ),
  miss('security_file_permission', { file: '/etc/kubernetes/admin', access: 4 }, host()),
  miss('security_file_permission', { file: '/var/lib/etcd/x', access: 2 }),
  miss('security_file_permission', { file: '/var/log/x', access: 2 }, host()),
  ...nodePrograms.map(binary =>
    miss('security_file_permission', { file: '/etc/kubernetes/admin', access: 2 }, host(binary)),
  ),
  miss('security_mmap_file', { file: '/var/log/x', protection: 2, flags: 1 }),
  miss('security_mmap_file', { file: '/etc/hosts', protection: 1, flags: 1 }),
  miss('security_mmap_file', { file: '/etc/hosts', protection: 2, flags: 2 }),
  miss('security_path_truncate', { path: '/var/log/x' }),
  miss('path_chmod', { path: '/var/log/x', mode: 0o755 }),
  ...changesOf('path_rename'),
  ...changesOf('path_link'),
  ...changesOf('path_unlink'),
  undecidable('args.access', 'security_file_permission', { file: '/etc/hosts' }),
];

const writable = ['/tmp/x', '/var/tmp/x', '/dev/shm/x', '/run/x'];
const packageManagers = ['apk', 'apt', 'apt-get', 'dnf', 'dpkg', 'microdnf', 'rpm', 'yum'];

export const containerDrift: Fixture[] = [
  ...writable.flatMap(path => [
    hit('refuse', 'bprm_check_security', { binary: path }),
    hit('refuse', 'path_chmod', { path, mode: 0o755 }),
  ]),
  ...packageManagers.map(name => hit('report', 'bprm_check_security', { binary: `/usr/bin/${name}` })),
  miss('bprm_check_security', { binary: '/usr/bin/app' }),
  miss('bprm_check_security', { binary: '/tmp/x' }, host()),
  miss('path_chmod', { path: '/tmp/x', mode: 0o644 }),
  miss('path_chmod', { path: '/data/x', mode: 0o755 }),
  undecidable('args.mode', 'path_chmod', { path: '/tmp/x' }),
];

export const filelessExec: Fixture[] = [
  hit('report', 'sys_memfd_create', { name: 'x' }),
  miss('sys_memfd_create', { name: 'x' }, containerInit),
  miss('sys_memfd_create', { name: 'x' }, podIn('kube-system', '/usr/bin/app')),
  undecidable('process.pod', 'sys_memfd_create', { name: 'x' }, pod({ pod: undefined })),
];

const otherPods = ['', '/host', '/rootfs'].map(root => `${root}/var/lib/kubelet/pods/4f0c/volumes/token`);

export const otherPodsSecrets: Fixture[] = [
  ...otherPods.map(file => hit('refuse', 'file_open', { file, mode: 1 })),
  miss('file_open', { file: '/var/lib/kubelet/config.yaml', mode: 1 }),
  miss('file_open', { file: otherPods[0]!, mode: 1 }, host('/usr/local/bin/kubelet')),
  undecidable('args.file', 'file_open', { mode: 1 }),
];
