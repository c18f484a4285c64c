import { parseManifests } from '../../model/manifest';
import { eventIn } from '../../test/runtime/events';
import { readPolicy } from '../read-policy';
import { judge } from './verdict';

/** A policy on one kprobe, from the parts of its `spec` that a case is about. */
function policyOf({ scope = '', args = '', selectors = '[{}]', extra = '' }): string {
  return `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  ${scope}
  ${extra}
  kprobes:
    - call: sys_example
      syscall: true
      args: [${args}]
      selectors: ${selectors}
`;
}

const inPod = {
  binary: '/usr/bin/app',
  pid: 40,
  docker: 'abc',
  pod: { namespace: 'shop', name: 'web-0', container: { name: 'web', image: { name: 'registry.example.net/web:1' } } },
};

/** `report`, `none`, or `report|none (process.pod)`. */
function answer(
  yaml: string,
  { args = [] as object[], process = inPod as object, parent = {}, policy = 'example' } = {},
) {
  const event = { process, parent, function_name: '__arm64_sys_example', policy_name: policy, args };
  const parsed = eventIn(JSON.stringify({ process_kprobe: event }));
  const { responses, missingFields } = judge(readPolicy(parseManifests(yaml, '')[0]!), parsed)!;
  return missingFields.length === 0 ? responses.join('|') : `${responses.join('|')} (${missingFields.join(', ')})`;
}

/** A filter on one argument of a type, and the answer to a value. */
function filter(type: string, operator: string, values: readonly string[], value: object) {
  const selectors = `[{ matchArgs: [{ index: 0, operator: ${operator}, values: ${JSON.stringify(values)} }] }]`;
  return answer(policyOf({ args: `{ index: 0, type: ${type} }`, selectors }), { args: [value] });
}

test.each([
  ['int', 'Equal', ['5', '6'], { int_arg: 6 }, 'report'],
  ['int', 'NotEqual', ['5'], { int_arg: 5 }, 'none'],
  ['uint64', 'Equal', ['18446744073709551615'], { size_arg: '18446744073709551615' }, 'report'],
  ['int', 'GT', ['0'], { int_arg: -1 }, 'none'],
  ['int', 'LT', ['0'], { int_arg: -1 }, 'report'],
  ['uint32', 'Mask', ['6'], { uint_arg: 4 }, 'report'],
  ['uint32', 'Mask', ['6'], { uint_arg: 8 }, 'none'],
  ['int', 'InRange', ['3:5'], { int_arg: 5 }, 'report'],
  ['int', 'NotInMap', ['3', '7:9'], { int_arg: 8 }, 'none'],
  ['int', 'InMap', ['list:calls'], { int_arg: 8 }, 'report|none (args[0] (the list behind `InMap`))'],
  ['string', 'SubStringIgnCase', ['MINE'], { string_arg: 'xminery' }, 'report'],
  ['file', 'NotPrefix', ['/etc/'], { file_arg: { path: '/etc/hosts' } }, 'none'],
  ['file', 'NotPrefix', ['/etc/'], { file_arg: { path: '/srv/x' } }, 'report'],
  ['file', 'NotPrefix', ['/etc/'], { file_arg: {} }, 'none'],
  [
    'file',
    'Prefix',
    ['/etc/'],
    { file_arg: { path: 'x', flags: 'unresolvedPathComponents' } },
    'report|none (args[0].path)',
  ],
  ['file', 'NotFileType', ['reg'], { file_arg: { path: '/dev/sda', permission: 'brw-------' } }, 'report'],
  ['file', 'FileType', ['sock'], { file_arg: { path: '/x' } }, 'report|none (args[0].permission)'],
  ['sock', 'DAddr', ['203.0.113.0/24'], { sock_arg: { daddr: '203.0.113.7' } }, 'report'],
  ['sock', 'NotDAddr', ['10.0.0.0/8'], { sock_arg: { daddr: '2001:db8::1' } }, 'report'],
  ['sock', 'DAddr', ['203.0.113.7'], { sock_arg: {} }, 'report|none (args[0].daddr)'],
  ['sock', 'SPort', ['8000:8999'], { sock_arg: { sport: 8443 } }, 'report'],
  ['sock', 'DPortPriv', [], { sock_arg: { dport: 22 } }, 'report'],
  ['sock', 'NotSportPriv', [], { sock_arg: { sport: 22 } }, 'none'],
  ['sock', 'Family', ['2'], { sock_arg: { family: 'AF_INET' } }, 'report'],
  ['sock', 'Protocol', ['IPPROTO_UDP'], { sock_arg: { protocol: 'IPPROTO_TCP' } }, 'none'],
  ['sock', 'State', ['2'], { sock_arg: { state: 'TCP_SYN_SENT' } }, 'report|none (args[0].state)'],
  ['int', 'CelExpr', ['arg0 == 1'], { int_arg: 1 }, 'report|none (args[0] (`CelExpr`))'],
])('%s %s %j of %j: %s', (type, operator, values, value, expected) => {
  expect(filter(type, operator, values, value)).toBe(expected);
});

const selector = (text: string) => policyOf({ selectors: `[{ ${text} }]` });

test.each([
  ['matchBinaries: [{ operator: Prefix, values: [/usr/] }]', {}, 'report'],
  ['matchBinaries: [{ operator: NotPostfix, values: [/app] }]', {}, 'none'],
  ['matchBinaries: [{ operator: In, values: [/usr/bin/make], followChildren: true }]', {}, 'report|none (ancestors)'],
  ['matchBinaries: [{ operator: In, values: [] }]', {}, 'report'],
  ['matchPIDs: [{ operator: In, values: [40] }]', {}, 'report'],
  ['matchPIDs: [{ operator: NotIn, isNamespacePID: true, values: [1] }]', { pod: undefined, docker: '' }, 'none'],
  ['matchNamespaces: [{ namespace: Mnt, operator: NotIn, values: [host_ns] }]', {}, 'report|none (process.ns.mnt)'],
  [
    'matchNamespaces: [{ namespace: PidForChildren, operator: In, values: [host_ns] }]',
    { ns: { pid_for_children: { is_host: true } } },
    'report',
  ],
  ['matchNamespaces: [{ namespace: Net, operator: NotIn, values: ["4026"] }]', { ns: { net: { inum: 4026 } } }, 'none'],
  [
    'matchCapabilities: [{ type: Permitted, operator: In, values: [CAP_BPF] }]',
    { cap: { permitted: ['CAP_BPF'] } },
    'report',
  ],
  ['matchCapabilities: [{ type: Effective, operator: NotIn, values: [CAP_BPF] }]', { cap: {} }, 'report'],
  ['matchNamespaceChanges: [{ operator: In, values: [Mnt] }]', {}, 'report|none (matchNamespaceChanges)'],
])('%s of %j: %s', (text, process, expected) => {
  expect(answer(selector(text), { process: { ...inPod, ...process } })).toBe(expected);
});

test.each([
  ['', {}, 'report'],
  ['podSelector: {}', {}, 'report'],
  ['podSelector: {}', { pod: undefined, docker: '' }, 'none'],
  ['podSelector: {}', { pod: undefined }, 'report|none (process.pod)'],
  ['hostSelector: {}', {}, 'none'],
  ['hostSelector: {}', { pod: undefined, docker: '' }, 'report'],
  ['podSelector: { matchLabels: { app: web } }', {}, 'report|none (process.pod.pod_labels)'],
  ['podSelector: { matchLabels: { app: web } }', { pod: { ...inPod.pod, pod_labels: { app: 'db' } } }, 'none'],
  ['containerSelector: { matchLabels: { name: web } }', {}, 'report'],
  ['containerSelector: { matchLabels: { repo: registry.example.net/db } }', {}, 'none'],
])('scope %s of %j: %s', (scope, process, expected) => {
  expect(answer(policyOf({ scope }), { process: { ...inPod, ...process } })).toBe(expected);
});

const two = policyOf({
  args: '{ index: 0, type: int, label: first }',
  selectors: `
        - { matchArgs: [{ index: 0, operator: Equal, values: ['1'] }], matchActions: [{ action: NoPost }] }
        - { matchBinaries: [{ operator: In, values: [/usr/bin/app] }], matchActions: [{ action: Sigkill }] }`,
});

test('the first selector that matches decides alone', () => {
  expect(answer(two, { args: [{ int_arg: 1 }] })).toBe('silent');
  expect(answer(two, { args: [{ int_arg: 2 }] })).toBe('kill');
});

test('an open selector before a sure one leaves both answers', () => {
  expect(answer(two)).toBe('silent|kill (args.first)');
});

test('arguments of another policy’s event are found by label alone', () => {
  expect(answer(two, { policy: 'other', args: [{ int_arg: 1 }] })).toBe('silent|kill (args.first)');
  expect(answer(two, { policy: 'other', args: [{ int_arg: 1, label: 'first' }] })).toBe('silent');
});

test('macros narrow a selector', () => {
  const macro = policyOf({
    extra: 'selectorsMacros: { shells: { matchBinaries: [{ operator: In, values: [/usr/bin/bash] }] } }',
    selectors: '[{ macros: [shells] }]',
  });
  expect(answer(macro)).toBe('none');
  expect(answer(macro, { process: { ...inPod, binary: '/usr/bin/bash' } })).toBe('report');
});

test('parents are looked at where they are asked for', () => {
  const child = selector('matchParentBinaries: [{ operator: In, values: [/usr/bin/make] }]');
  expect(answer(child, { parent: { binary: '/usr/bin/make' } })).toBe('report');
  expect(answer(child)).toBe('report|none (parent.binary (it may be a symbolic link))');
});

test('a hook on a list is about every function of the list', () => {
  const listed = (call: string) => `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lists: [{ name: some, type: syscalls, values: [sys_other, ${call}] }]
  kprobes: [{ call: "list:some", syscall: true, selectors: [{ matchActions: [{ action: Sigkill }] }] }]
`;
  expect(answer(listed('sys_example'))).toBe('kill');
  expect(() => answer(listed('sys_third'))).toThrow();
});

test.each([
  ['int', 'Equal', ['READING_MODULE'], { int_arg: 2 }],
  ['int', 'Mask', ['O_WRONLY'], { int_arg: 1 }],
  ['int', 'Equal', ['5'], { int_arg: 'five' }],
])('a %s that %s %s is undecided where a number is a name', (type, operator, values, value) => {
  expect(filter(type, operator, values, value)).toMatch(/^report\|none \(args\[0\]/);
});

test('a name among numbers does not hide a match', () => {
  expect(filter('int', 'Equal', ['READING_MODULE', '2'], { int_arg: 2 })).toBe('report');
});
