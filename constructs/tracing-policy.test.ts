import { Chart, Testing } from 'cdk8s';
import { equal, oneOf, postfix, toPublic } from './tracing-conditions';
import { type TracedHooks, TracedPolicy, type TracingPolicyProps } from './tracing-policy';

const minimal: TracingPolicyProps = {
  name: 'example',
  mode: 'monitor',
  scope: 'pods',
  exemptNamespaces: ['kube-system'],
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
