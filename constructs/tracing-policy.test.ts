import { Chart, Testing } from 'cdk8s';
import { equal, oneOf, postfix, prefix, toPublic } from './tracing-conditions';
import { type TracedHooks, TracedPolicy, type TracingPolicyProps } from './tracing-policy';

const minimal: TracingPolicyProps = {
  name: 'example',
  mode: 'monitor',
  scope: 'pods',
  sparedNamespaces: ['kube-system'],
  message: 'an example',
  tags: ['attack/t1611'],
  hooks: { lsmhooks: { file_open: [{ where: { file: equal('/etc/shadow') }, response: 'refuse' }] } },
};

function specOf(props: Partial<TracingPolicyProps>) {
  const chart = new Chart(Testing.app(), 'chart');
  new TracedPolicy(chart, 'policy', { ...minimal, ...props });
  return chart.toJson()[0].spec;
}

const modeOf = (mode: TracingPolicyProps['mode']) => specOf({ mode }).options;

/** What must not compile stands behind `@ts-expect-error`: the type-check fails when it does. */
const impossible: readonly (() => TracedHooks)[] = [
  // @ts-expect-error a second section is refused
  () => ({ lsmhooks: { bpf: [{}] }, kprobes: { tcp_connect: [{}] } }),
  // @ts-expect-error an LSM hook is no kprobe
  () => ({ kprobes: { file_open: [{}] } }),
  // @ts-expect-error a path operator on a number is skipped, and everything matches
  () => ({ lsmhooks: { bpf: [{ where: { command: prefix('/etc/') } }] } }),
  // @ts-expect-error a number is no path
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
const fiveNumbers = () => oneOf(1, 2, 3, 4, 5);

test('the mode is always written', () => {
  expect(modeOf('monitor')).toEqual([{ name: 'policy-mode', value: 'monitor' }]);
  expect(modeOf('enforce')).toEqual([{ name: 'policy-mode', value: 'enforce' }]);
});

test('a refusal is reported before it is done, and is an error', () => {
  expect(specOf({}).lsmhooks[0].selectors[0].matchActions).toEqual([
    { action: 'Post' },
    { action: 'Override', argError: -1 },
  ]);
});

test('an overridden function asks for single kprobes', () => {
  const hooks: TracedHooks = { kprobes: { security_path_truncate: [{ response: 'refuse' }] } };
  expect(specOf({ hooks }).options).toContainEqual({ name: 'disable-kprobe-multi', value: '1' });
});

test('only system calls are read as such', () => {
  const hooks: TracedHooks = { kprobes: { sys_setns: [{}], tcp_connect: [{}] } };
  expect(specOf({ hooks }).kprobes.map(({ syscall }: { syscall: boolean }) => syscall)).toEqual([true, false]);
});

test('addresses that are not public name both families', () => {
  const hooks: TracedHooks = { kprobes: { tcp_connect: [{ where: { sock: toPublic() } }] } };
  const [{ values }] = specOf({ hooks }).kprobes[0].selectors[0].matchArgs;
  expect(values).toEqual(expect.arrayContaining(['10.0.0.0/8', 'fc00::/7', '::ffff:10.0.0.0/104']));
});

test('what types cannot see is refused when it is built', () => {
  expect(() => equal('/var/run/secrets/kubernetes.io/serviceaccount/token')).toThrow('use a prefix');
  expect(() => postfix('/'.repeat(128))).toThrow('127');
  expect(() => specOf({ tags: Array.from({ length: 17 }, (_, index) => `tag-${index}`) })).toThrow('16');
  expect(() => specOf({ message: 'x'.repeat(257) })).toThrow('256');
  const rawSockets: TracedHooks = { lsmhooks: { socket_create: [{ where: { type: oneOf(3) } }] } };
  expect(() => specOf({ hooks: rawSockets })).toThrow('netlink');
});

test('the impossible is not built here either', () => {
  expect(impossible).toHaveLength(11);
  expect(fiveNumbers).toBeInstanceOf(Function);
});
