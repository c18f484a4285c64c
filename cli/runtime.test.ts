import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { containerInit, execEvent, hookEvent, pod, podIn } from '../test/runtime/events';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'runtime-'));

/** A file of the test's own. */
function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const policies = write(
  'policies.yaml',
  `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: mounts }
spec:
  podSelector: {}
  options: [{ name: policy-mode, value: monitor }]
  lsmhooks:
    - hook: sb_mount
      args: [{ index: 1, type: path, label: target }]
      selectors:
        - matchArgs: [{ index: 1, operator: Prefix, values: [/mnt] }]
          matchActions: [{ action: Post }, { action: Override, argError: -1 }]
`,
);

const mounts = (process = pod(), target = '/mnt') => hookEvent('sb_mount', { target }, process);
const harmless = [
  mounts(),
  mounts(),
  mounts(pod(), '/srv'),
  hookEvent('sb_mount', {}, pod()),
  execEvent(containerInit),
];

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const lines = { out: [] as string[], err: [] as string[] };
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(text => void lines.out.push(String(text))),
    jest.spyOn(console, 'error').mockImplementation(text => void lines.err.push(String(text))),
  ];
  const code = await main(['runtime', ...args]);
  for (const spy of spies) spy.mockRestore();
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

test('lint reports what is wrong, and exits with 3', async () => {
  const broken = write(
    'broken.yaml',
    'apiVersion: cilium.io/v1alpha1\nkind: TracingPolicy\nmetadata: { name: A_B }\nspec: {}\n',
  );
  const { code, out } = await run('lint', broken);
  expect(out).toContain(`${broken}:3: error: \`A_B\` is not a valid DNS subdomain [invalid-name]`);
  expect(code).toBe(3);
  expect((await run('lint', policies)).code).toBe(0);
});

test('a suppression with a reason takes a finding out of the report', async () => {
  const policy = (reason: string) =>
    `apiVersion: cilium.io/v1alpha1\nkind: TracingPolicy\nmetadata: { name: reads, annotations: { infraflux.dev/ignore: "hot-hook${reason}" } }\nspec: { lsmhooks: [{ hook: file_permission, message: x }] }\n`;
  const explained = await run('lint', write('reason.yaml', policy(': a test cluster\\nmessage-length: a joke')));
  expect(explained.code).toBe(0);
  expect(explained.out).toContain('nothing found, 2 suppressed');
  expect((await run('lint', write('reasonless.yaml', policy('')))).out).toContain('[ignore-without-reason]');
});

test('replay counts what the policies would do', async () => {
  const { code, out } = await run('replay', write('events.jsonl', harmless.join('\n')), '--dir', policies);
  expect(out).toMatch(/^5 events, 1 policy/);
  expect(out).toMatch(/mounts +monitor +2 +refuse +shop\/web +\/usr\/bin\/app/);
  expect(out).toMatch(/mounts +monitor +1 +undecidable: no args.target/);
  expect(code).toBe(3);
});

test('replay exits with 2 where enforcing would stop the platform', async () => {
  const runc = mounts({ ...pod(), binary: '/proc/self/exe', arguments: 'init' });
  const longhorn = mounts(podIn('longhorn-system', '/usr/bin/longhorn-csi'));
  const { code, out } = await run('replay', write('platform.jsonl', [runc, longhorn].join('\n')), '--dir', policies);
  expect(out).toContain('stops runc');
  expect(out).toContain('stops longhorn');
  expect(code).toBe(2);
});

test('a compressed recording says the same', async () => {
  const plain = await run('replay', join(folder, 'events.jsonl'), '--dir', policies);
  const compressed = write('events.jsonl.gz', gzipSync(harmless.join('\n')));
  expect(await run('replay', compressed, '--dir', policies)).toEqual(plain);
});

test('a torn line is counted, and a broken archive is a failure', async () => {
  const torn = write('torn.jsonl', `${mounts()}\n{"process_lsm":{"proc`);
  expect((await run('replay', torn, '--dir', policies)).out).toContain('1 line is not valid JSON');
  const broken = write('broken.jsonl.gz', gzipSync(harmless.join('\n')).subarray(0, 40));
  expect((await run('replay', broken, '--dir', policies)).code).toBe(1);
});

test('replay exits with 0 only where every event is decided and the platform goes on', async () => {
  const decided = write('decided.jsonl', [mounts(), mounts(pod(), '/srv')].join('\n'));
  expect((await run('replay', decided, '--dir', policies)).code).toBe(0);
  const open = write('open.jsonl', hookEvent('sb_mount', {}, pod()));
  expect((await run('replay', open, '--dir', policies)).code).toBe(3);
});

test('a recording without events is an error, and foreign lines are counted', async () => {
  const foreign = '{"level":"info","msg":"started"}';
  for (const text of ['', foreign, '[]', 'not json'])
    expect((await run('replay', write('nothing.jsonl', text), '--dir', policies)).code).toBe(64);
  const mixed = write('mixed.jsonl', `${mounts()}\n${foreign}`);
  expect((await run('replay', mixed, '--dir', policies)).out).toContain('1 line is not a Tetragon event');
});

test('a recording is compressed by its content, not by its name; an archive or a folder is rejected', async () => {
  const unnamed = write('events.bin', gzipSync(harmless.join('\n')));
  expect((await run('replay', unnamed, '--dir', policies)).out).toMatch(/^5 events/);
  const broken = write('cut.jsonl.gz', gzipSync(harmless.join('\n')).subarray(0, 40));
  expect((await run('replay', broken, '--dir', policies)).err).toContain(`\`${broken}\` cannot be read`);
  for (const place of [write('events.tar.gz', ''), write('empty.jsonl', ''), write('prose.txt', 'no events\n'), folder])
    expect((await run('replay', place, '--dir', policies)).code).toBe(64);
});

test('wrong usage', async () => {
  expect((await run('replay')).code).toBe(64);
  expect((await run('erase')).code).toBe(64);
  expect((await run('replay', join(folder, 'absent.jsonl'), '--dir', policies)).code).toBe(64);
});
