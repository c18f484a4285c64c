import { parseManifests } from '../../model/manifest';
import { schemaOf } from '../../upstream/schemas/load';
import { lintPolicies } from './lint';

/** The findings of one code about a policy with the given `spec`, written as `severity: message | repair`. */
function findings(code: string, spec: string, head = 'kind: TracingPolicy\nmetadata: { name: example }'): string[] {
  const text = `apiVersion: cilium.io/v1alpha1\n${head}\nspec:\n  ${spec.trim()}\n`;
  return lintPolicies(parseManifests(text, 'policy.yaml'), schemaOf)
    .filter(finding => finding.code === code)
    .map(({ severity, message, repair }) => `${severity}: ${message} | ${repair}`);
}

const call = (name: string, syscall: boolean, more = '') => `kprobes: [{ call: ${name}, syscall: ${syscall}${more} }]`;

describe('system calls', () => {
  test.each([
    ['sys_opanat', 'sys_openat'],
    ['sys_exeve', 'sys_execve'],
    ['sys_ptrac', 'sys_ptrace'],
    ['sys_uname', 'sys_newuname'],
    ['sys_stat', 'sys_newstat'],
    ['sys_sendfile', 'sys_sendfile64'],
    ['__x64_sys_setnss', 'sys_setns'],
    ['__arm64_sys_moutn', 'sys_mount'],
    ['sys_OPENAT', 'sys_openat'],
  ])('%s does not exist, and `%s` is suggested', (name, near) => {
    expect(findings('unknown-system-call', call(name, true))).toEqual([
      `error: \`${name}\` is not the entry function of a system call on x86_64 or arm64 | did you mean \`${near}\`?`,
    ]);
  });

  test('a name without `sys_` is not a function', () => {
    expect(findings('unknown-system-call', call('execve', true))).toEqual([
      expect.stringContaining('write `sys_execve`'),
    ]);
    expect(findings('syscall-flag', call('execve', true))).toEqual([]);
  });

  test('names in lists and enforcers are read, too', () => {
    const spec = `
lists: [{ name: a, type: syscalls, values: [sys_setuid, sys_setgidd] }]
  enforcers: [{ calls: [sys_unshar] }]
  kprobes: [{ call: "list:a", syscall: true }]`;
    expect(findings('unknown-system-call', spec)).toHaveLength(2);
  });

  test.each(['sys_open', 'sys_fork', 'sys_epoll_wait'])('%s is missing on arm64, which is a note', name => {
    expect(findings('unknown-system-call', call(name, true))).toEqual([expect.stringMatching(/^note: .*arm64/)]);
  });

  test.each(['sys_openat', 'sys_clone3', 'sys_mseal', '__x64_sys_read', 'sys_newfstatat', 'sys_getpid', 'sys_umount'])(
    '%s exists',
    name => {
      expect(findings('unknown-system-call', call(name, true))).toEqual([]);
    },
  );

  test('a call that may be absent is left alone', () => {
    expect(findings('unknown-system-call', call('sys_writ', true, ', ignore: { callNotFound: true }'))).toEqual([]);
  });

  test('names of 32-bit ABIs are left alone', () => {
    expect(
      findings('unknown-system-call', 'lists: [{ name: a, type: syscalls, values: [i386/sys_olduname] }]'),
    ).toEqual([]);
  });
});

describe('functions', () => {
  test.each([
    ['security_bprm_chek', 'security_bprm_check'],
    ['security_socket_conect', 'security_socket_connect'],
    ['security_inode_unlnk', 'security_inode_unlink'],
    ['security_mmap_fil', 'security_mmap_file'],
    ['security_kernel_module_requests', 'security_kernel_module_request'],
    ['security_task_kil', 'security_task_kill'],
  ])('%s does not exist, and `%s` is suggested', (name, near) => {
    expect(findings('unknown-function', call(name, false))).toEqual([
      `error: \`${name}\` is not a function of the kernel | did you mean \`${near}\`?`,
    ]);
  });

  test.each([
    ['bprm_check_security', 'security_bprm_check'],
    ['socket_connect', 'security_socket_connect'],
    ['file_ioctl', 'security_file_ioctl'],
  ])('%s is an LSM hook, and `%s` the function', (name, security) => {
    expect(findings('unknown-function', call(name, false))).toEqual([expect.stringContaining(`write \`${security}\``)]);
  });

  test.each(['my_driver_ioctl', 'vfs_readv', 'security_compute_av'])('%s cannot be known, which is a note', name => {
    expect(findings('unknown-function', call(name, false))).toEqual([
      expect.stringContaining(`note: whether the kernel has \`${name}\` cannot be known here`),
    ]);
  });

  test.each(['tcp_connect', 'fd_install', 'security_file_open', 'commit_creds', '__sys_setuid'])('%s exists', name => {
    expect(findings('unknown-function', call(name, false))).toEqual([]);
  });
});

describe('LSM hooks', () => {
  const hook = (name: string) => findings('unknown-lsm-hook', `lsmhooks: [{ hook: ${name} }]`);

  test.each([
    ['security_bprm_check', 'bprm_check_security'],
    ['bprm_check', 'bprm_check_security'],
    ['bpf_lsm_file_open', 'file_open'],
    ['file_opn', 'file_open'],
    ['socket_creat', 'socket_create'],
    ['sb_mout', 'sb_mount'],
    ['ptrace_acess_check', 'ptrace_access_check'],
    ['userns_creat', 'userns_create'],
    ['kernel_read_fil', 'kernel_read_file'],
    ['path_renam', 'path_rename'],
  ])('%s does not exist, and `%s` is suggested', (name, near) => {
    expect(hook(name)).toEqual([
      `error: \`${name}\` is not an LSM hook of Linux 6.1 to 6.18 | did you mean \`${near}\`?`,
    ]);
  });

  test('a later kernel may have what is not known', () => {
    expect(hook('quantum_teleport')).toEqual([expect.stringMatching(/^warning: /)]);
  });

  test.each(['file_open', 'bpf', 'bpf_map_create', 'inode_file_setattr', 'task_prctl'])('%s exists', name => {
    expect(hook(name)).toEqual([]);
  });
});

describe('arguments', () => {
  const kprobe = (name: string, args: string, syscall = false) =>
    findings('argument-type', `kprobes: [{ call: ${name}, syscall: ${syscall}, args: [${args}] }]`);
  const lsm = (name: string, args: string) =>
    findings('argument-type', `lsmhooks: [{ hook: ${name}, args: [${args}] }]`);

  test.each([
    ['a socket read as text', kprobe('tcp_close', '{ index: 0, type: string }')],
    ['a number read as a file', kprobe('fd_install', '{ index: 0, type: file }')],
    ['a file read as a path', kprobe('security_file_open', '{ index: 0, type: path }')],
    ['a path read as a file', kprobe('security_path_truncate', '{ index: 0, type: file }')],
    ['a socket read as its address', lsm('socket_connect', '{ index: 0, type: sockaddr }')],
    ['an address read as a sock', lsm('socket_connect', '{ index: 1, type: sock }')],
    ['a program read as a file', lsm('bprm_check_security', '{ index: 0, type: file }')],
    ['a text read as a number', kprobe('sys_openat', '{ index: 1, type: int }', true)],
    ['a descriptor read as text', kprobe('sys_write', '{ index: 0, type: string }', true)],
    ['an index after the last', lsm('file_open', '{ index: 1, type: int }')],
    ['an index after the last of a system call', kprobe('sys_setns', '{ index: 2, type: int }', true)],
  ])('%s', (_what, found) => {
    expect(found).toEqual([expect.stringMatching(/^error: /)]);
  });

  test.each([
    ['its own type', kprobe('tcp_connect', '{ index: 0, type: sock }')],
    ['an address as a number of 64 bits', kprobe('tcp_connect', '{ index: 0, type: uint64 }')],
    ['nothing', kprobe('tcp_connect', '{ index: 0, type: nop }')],
    ['a field that is resolved', lsm('task_fix_setuid', '{ index: 0, type: uint32, resolve: euid.val }')],
    ['either form of a parameter that changed', lsm('inode_setattr', '{ index: 0, type: dentry }')],
    ['a buffer', kprobe('sys_write', '{ index: 1, type: char_buf, sizeArgIndex: 3 }', true)],
    ['a function whose parameters are not known', kprobe('tty_write', '{ index: 7, type: string }')],
    ['a type that is not known', kprobe('tcp_connect', '{ index: 0, type: data_loc }')],
  ])('a parameter may be read as %s', (_what, found) => {
    expect(found).toEqual([]);
  });
});

describe('what stops everything', () => {
  const stops = (spec: string, head?: string) => findings('stops-everything', spec, head);
  const selector = (filters: string, action = 'Sigkill') =>
    `kprobes: [{ call: sys_execve, syscall: true, args: [{ index: 0, type: string }], selectors: [{ ${filters}${filters && ', '}matchActions: [{ action: ${action} }] }] }]`;
  const postfix = 'matchArgs: [{ index: 0, operator: Postfix, values: [/xmrig] }]';
  const except = 'matchBinaries: [{ operator: NotIn, values: [/usr/bin/init] }]';
  const namespaced = 'kind: TracingPolicyNamespaced\nmetadata: { name: example, namespace: shop }';

  test.each([
    ['hosts and pods', selector(''), /^error: .*every host and in every pod/],
    ['hosts', `hostSelector: {}\n  ${selector('')}`, /^error: .*on every host that/],
    ['every pod', `podSelector: {}\n  ${selector('')}`, /^error: .*in every pod that/],
    [
      'hosts beside labelled pods',
      `podSelector: { matchLabels: { app: web } }\n  hostSelector: {}\n  ${selector('')}`,
      /^error/,
    ],
    ['all but an exception', selector(except), /^warning: .*exceptions aside/],
    ['all but an address', selector('matchArgs: [{ index: 0, operator: NotPrefix, values: [/usr/] }]'), /^warning/],
    ['behind an empty filter', selector('matchBinaries: [{ operator: In, values: [] }]'), /^error/],
    ['with an override', selector('', 'Override'), /^error: `Override`/],
    ['with a signal', selector('', 'Signal'), /^error: `Signal`/],
    [
      'once it enforces',
      `options: [{ name: policy-mode, value: monitor }]\n  ${selector('')}`,
      /^warning: `Sigkill` would/,
    ],
  ])('%s', (_what, spec, expected) => {
    expect(stops(spec)).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    ['what a filter names', selector(postfix)],
    ['labelled pods', `podSelector: { matchLabels: { app: web } }\n  ${selector('')}`],
    [
      'pods outside of namespaces',
      `podSelector: { matchExpressions: [{ key: k, operator: NotIn, values: [a] }] }\n  ${selector('')}`,
    ],
    ['pods, some binaries aside', `podSelector: {}\n  ${selector(except)}`],
    [
      'pods, by the namespace of the process',
      selector('matchNamespaces: [{ namespace: Pid, operator: NotIn, values: [host_ns] }]'),
    ],
    [
      'unprivileged processes',
      selector('matchCapabilities: [{ type: Effective, operator: NotIn, values: [CAP_SYS_ADMIN] }]'),
    ],
    ['nothing, because it only reports', selector('', 'Post')],
    [
      'one binary',
      'uprobes: [{ path: /usr/bin/bash, symbols: [readline], selectors: [{ matchActions: [{ action: Sigkill }] }] }]',
    ],
  ])('a policy may stop %s', (_what, spec) => {
    expect(stops(spec)).toEqual([]);
  });

  test('the pods of a namespace are selected pods', () => {
    expect(stops(selector(''), namespaced)).toEqual([]);
  });
});

describe('a namespace on a cluster-wide policy', () => {
  const probe = 'kprobes: [{ call: tcp_connect, syscall: false }]';
  const on = (kind: string, metadata: string, spec = probe) =>
    findings('namespace-on-cluster-policy', spec, `kind: ${kind}\nmetadata: { name: example${metadata} }`);

  test.each(['shop', 'kube-system', 'default'])('`%s` is kept by the repair', namespace => {
    expect(on('TracingPolicy', `, namespace: ${namespace}`)).toEqual([
      `error: a \`TracingPolicy\` applies to the whole cluster: the namespace \`${namespace}\` has no effect | write \`kind: TracingPolicyNamespaced\`, to keep the policy to \`${namespace}\``,
    ]);
  });

  test('a host selector has to go then', () => {
    expect(on('TracingPolicy', ', namespace: shop', `hostSelector: {}\n  ${probe}`)).toEqual([
      expect.stringContaining('remove `hostSelector`'),
    ]);
  });

  test.each([
    ['TracingPolicy', ''],
    ['TracingPolicyNamespaced', ', namespace: shop'],
  ])('%s with `%s` is right', (kind, metadata) => {
    expect(on(kind, metadata)).toEqual([]);
  });
});
