import { netcats, shellNames, shells } from '../../charts/tracing-policies/binaries';
import { host, pod, podIn } from './events';
import { type Fixture, hit, miss, undecidable } from './fixture';

/** One address of every block that is not public. */
const local = [
  ...['127.0.0.1', '10.96.0.1', '172.16.4.2', '192.168.1.1', '100.64.0.9', '169.254.169.254'],
  ...['::1', 'fd00::9', 'fe80::1', '::ffff:127.0.0.1', '::ffff:10.96.0.1', '::ffff:172.16.4.2'],
  ...['::ffff:192.168.1.1', '::ffff:100.64.0.9', '::ffff:169.254.169.254'],
];
const to = (daddr: string, dport = 443) => ({
  sock: { family: daddr.includes(':') ? 'AF_INET6' : 'AF_INET', saddr: '10.244.0.7', daddr, sport: 40000, dport },
});
const datagram = (addr: string) => ({
  socket: { family: 'AF_INET', protocol: 'IPPROTO_UDP' },
  destination: { family: addr.includes(':') ? 'AF_INET6' : 'AF_INET', addr, port: 53 },
});
const real = (binaries: readonly string[]) => binaries.filter(path => !/^\/bin\/|\/(sh|nc)$/.test(path));
const system = podIn('kube-system', '/usr/bin/cilium-agent');

export const rawSockets: Fixture[] = [
  hit('refuse', 'socket_create', { family: 17, type: 2, kern: 0 }),
  hit('refuse', 'socket_create', { family: 2, type: 3, kern: 0 }),
  hit('refuse', 'socket_create', { family: 10, type: 3, kern: 0 }),
  miss('socket_create', { family: 16, type: 3, kern: 0 }),
  miss('socket_create', { family: 2, type: 1, kern: 0 }),
  miss('socket_create', { family: 17, type: 3, kern: 1 }),
  miss('socket_create', { family: 2, type: 3, kern: 1 }),
  miss('socket_create', { family: 17, type: 3, kern: 0 }, system),
  undecidable('args.type', 'socket_create', { family: 2, kern: 0 }),
];

export const egressPublic: Fixture[] = [
  hit('report', 'tcp_connect', to('203.0.113.9')),
  hit('report', 'tcp_connect', to('2001:db8::9')),
  ...local.map(daddr => miss('tcp_connect', to(daddr))),
  miss('tcp_connect', to('203.0.113.9'), system),
  hit('report', 'socket_connect', datagram('203.0.113.9')),
  hit('report', 'socket_connect', datagram('2001:db8::9')),
  ...local.map(addr => miss('socket_connect', datagram(addr))),
  miss('socket_connect', { ...datagram('203.0.113.9'), socket: { family: 'AF_INET', protocol: 'IPPROTO_TCP' } }),
  miss('socket_connect', { ...datagram('203.0.113.9'), destination: { family: 'AF_UNSPEC', addr: '203.0.113.9' } }),
  miss('socket_connect', datagram('203.0.113.9'), host()),
  undecidable('args.sock', 'tcp_connect', {}),
  undecidable('args.destination.saddr', 'socket_connect', {
    ...datagram('203.0.113.9'),
    destination: { family: 'AF_INET' },
  }),
];

export const ssh: Fixture[] = [
  hit('refuse', 'bprm_check_security', { binary: '/usr/sbin/sshd' }),
  hit('refuse', 'bprm_check_security', { binary: '/usr/sbin/dropbear' }),
  hit('report', 'bprm_check_security', { binary: '/usr/bin/ssh' }),
  miss('bprm_check_security', { binary: '/usr/bin/ssh-keygen' }),
  miss('bprm_check_security', { binary: '/usr/sbin/sshd' }, host()),
  hit('report', 'tcp_connect', to('10.0.0.9', 22)),
  hit('report', 'tcp_connect', to('10.0.0.9', 2222)),
  miss('tcp_connect', to('10.0.0.9', 443)),
  miss('tcp_connect', to('10.0.0.9', 22), system),
  hit('report', 'inet_csk_listen_start', { sock: { family: 'AF_INET', sport: 22 } }),
  hit('report', 'inet_csk_listen_start', { sock: { family: 'AF_INET', sport: 22 } }, host()),
  miss('inet_csk_listen_start', { sock: { family: 'AF_INET', sport: 8080 } }),
  miss('inet_csk_listen_start', { sock: { family: 'AF_INET', sport: 8080 } }, host()),
  miss('inet_csk_listen_start', { sock: { family: 'AF_INET', sport: 22 } }, system),
  undecidable('args.sock', 'inet_csk_listen_start', {}),
];

const ask = (addr: string, family = addr.includes(':') ? 'AF_INET6' : 'AF_INET') => ({
  destination: { family, addr, port: 80 },
});

export const metadataService: Fixture[] = [
  ...['169.254.169.254', 'fd00:ec2::254', '100.100.100.200'].map(addr => hit('refuse', 'socket_connect', ask(addr))),
  miss('socket_connect', ask('169.254.20.10')),
  miss('socket_connect', ask('169.254.169.254', 'AF_UNSPEC')),
  miss('socket_connect', ask('169.254.169.254'), host('/usr/bin/init')),
  undecidable('args.destination', 'socket_connect', {}),
];

const socket = { path: 'socket:[4711]', permission: 'srwxrwxrwx' };

export const reverseShell: Fixture[] = [
  ...real([...shells, ...netcats]).map(binary => hit('kill', 'tcp_connect', to('203.0.113.9'), pod({ binary }))),
  hit('kill', 'tcp_connect', to('2001:db8::9'), pod({ binary: '/usr/bin/bash' })),
  ...local.map(daddr => miss('tcp_connect', to(daddr), pod({ binary: '/usr/bin/bash' }))),
  miss('tcp_connect', to('203.0.113.9'), pod({ binary: '/usr/bin/curl' })),
  miss('tcp_connect', to('203.0.113.9'), podIn('kube-system', '/usr/bin/bash')),
  ...shellNames.map(name => hit('report', 'security_bprm_check', { binary: `/usr/bin${name}`, stdin: socket })),
  miss('security_bprm_check', { binary: '/usr/bin/bash', stdin: { path: '/dev/null', permission: 'crw-rw-rw-' } }),
  miss('security_bprm_check', { binary: '/usr/bin/app', stdin: socket }),
  undecidable(
    'process.binary (it may be a symbolic link)',
    'tcp_connect',
    to('203.0.113.9'),
    pod({ binary: '/bin/sh' }),
  ),
  undecidable('data.stdin', 'security_bprm_check', { binary: '/usr/bin/bash' }),
];
