import { parseManifests } from '../../model/manifest';
import { execEvent, hookEvent, host, pod, podIn, podWith } from '../../test/runtime/events';
import { readPolicy } from '../read-policy';
import { ownerOf } from './known-processes';
import { replay, wouldStopPlatform } from './replay';
import { tallyOf } from './tally';

const platform = {
  namespaces: ['kube-system', 'longhorn-system', 'monitoring'],
  processes: [
    { name: 'cilium', namespace: 'kube-system', program: /cilium/ },
    { name: 'longhorn', namespace: 'longhorn-system' },
  ],
};

const policy = readPolicy(
  parseManifests(
    `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: bpf }
spec:
  lsmhooks:
    - hook: bpf
      args: [{ index: 0, type: int, label: command }]
      selectors:
        - matchArgs: [{ index: 0, operator: Equal, values: ['5'] }]
          matchActions: [{ action: Override, argError: -1 }]
`,
    '',
  )[0]!,
);

const run = (...lines: readonly string[]) => replay(lines, [policy], platform);
const load = (process = pod()) => hookEvent('bpf', { command: 5 }, process);

/** `bpf: 2 × refuse shop/web` */
async function answers(...lines: readonly string[]): Promise<string[]> {
  const report = await run(...lines);
  return report.answers.map(
    each =>
      `${each.policy}: ${each.events} × ${each.response} ${each.workload}${each.stops ? ` stops ${each.stops}` : ''}`,
  );
}

test('answers are counted by policy, workload and binary', async () => {
  expect(await answers(load(), load(), load(host('/usr/bin/stranger')), hookEvent('bpf', {}, pod()))).toEqual([
    'bpf: 2 × refuse shop/web',
    'bpf: 1 × refuse host',
    'bpf: 1 × undecidable shop/web',
  ]);
});

test('a part of the platform that would be stopped is named', async () => {
  const agent = load(podIn('kube-system', '/usr/bin/cilium-agent'));
  expect(await answers(agent)).toEqual(['bpf: 1 × refuse kube-system/web stops cilium']);
  expect(wouldStopPlatform(await run(agent))).toBe(true);
  expect(wouldStopPlatform(await run(load()))).toBe(false);
});

test('what may stop the platform does not count as if it would', async () => {
  const open = hookEvent('bpf', {}, podIn('kube-system', '/usr/bin/cilium-agent'));
  expect(wouldStopPlatform(await run(open))).toBe(false);
  expect(await answers(open)).toEqual(['bpf: 1 × undecidable kube-system/web stops cilium']);
});

const execution = (process: Parameters<typeof execEvent>[0]) => answers(execEvent({ in_init_tree: true, ...process }));
const inTree = { in_init_tree: true };

test.each([
  ['an own process of the container', pod(inTree), []],
  ['a session', pod(), ['process-exec-audit (executions): 1 × report shop/web']],
  ['a probe', podWith({ container: { name: 'web', maybe_exec_probe: true } }), []],
  ['a host', host(), []],
  [
    'a raised privilege',
    pod({ ...inTree, binary_properties: { setuid: 0, privileges_changed: ['PRIVILEGES_RAISED_EXEC_FILE_SETUID'] } }),
    ['privilege-escalation (executions): 1 × report shop/web'],
  ],
  [
    'a file without a name',
    pod({ ...inTree, binary_properties: { file: { inode: { number: '12', links: 0 } } } }),
    ['fileless-exec (executions): 1 × report shop/web'],
  ],
  [
    'a mining pool',
    pod({ ...inTree, arguments: '-o stratum+tcp://pool.example.net:3333' }),
    ['crypto-miner (executions): 1 × report shop/web'],
  ],
  [
    'an export without credentials',
    pod({ ...inTree, cap: undefined }),
    [
      'fileless-exec (executions): 1 × undecidable shop/web',
      'privilege-escalation (executions): 1 × undecidable shop/web',
    ],
  ],
])('the execution of %s', async (_what, process, expected) => {
  expect(await execution(process)).toEqual(expected);
});

test.each([
  [host('/usr/bin/init'), 'machined'],
  [host('/usr/bin/stranger'), undefined],
  [{ ...pod(), binary: '/usr/bin/init' }, undefined],
  [{ ...pod(), binary: '/proc/self/exe', arguments: 'init' }, 'runc'],
  [podIn('longhorn-system', '/usr/bin/nsenter'), 'longhorn'],
  [podIn('monitoring', '/bin/prometheus'), 'monitoring'],
  [pod({ pod: undefined, binary: '/usr/bin/init' }), undefined],
])('a path is proof on a host alone: %#', (process, expected) => {
  expect(ownerOf(process, platform)).toBe(expected);
});

test('a tally keeps only so many apart', () => {
  const tally = tallyOf<string>(2);
  for (const value of ['a', 'b', 'c', 'd', 'a']) tally.add(value, 'others');
  expect(tally.counts()).toEqual([
    { value: 'a', events: 2 },
    { value: 'b', events: 1 },
    { value: 'others', events: 2 },
  ]);
});
