import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../test/run-command';

const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
const project = join(root, 'project');
const server = `
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
createServer((request, response) => {
  try { response.end(readFileSync(process.argv[1] + request.url)); } catch { response.writeHead(404).end(); }
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;
const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: clock\nversion: 1.2.3\nappVersion: "9"\n',
  'values.yaml': 'replicas: 1\nserver: { port: 8080, labels: {} }\n',
  'templates/all.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ required "replicas is required" .Values.replicas }}
  template:
    metadata: { labels: { app: clock } }
    spec: { containers: [{ name: clock, image: clock, ports: [{ containerPort: {{ .Values.server.port }} }] }] }
`,
};
let child: ReturnType<typeof spawn>;
let repository: string;

/** The command waits for helm, so the registry must be another process. */
beforeAll(async () => {
  for (const [file, text] of Object.entries(chart)) {
    mkdirSync(dirname(join(root, 'clock', file)), { recursive: true });
    writeFileSync(join(root, 'clock', file), text);
  }
  mkdirSync(project);
  execFileSync('tar', ['czf', 'clock-1.2.3.tgz', 'clock'], { cwd: root });
  writeFileSync(
    join(root, 'index.yaml'),
    'apiVersion: v1\nentries:\n  clock: [{ name: clock, version: 1.2.3, urls: [clock-1.2.3.tgz] }]\n',
  );
  child = spawn(process.execPath, ['-e', server, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise(resolve => child.stdout!.once('data', data => resolve(String(data).trim())));
  repository = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  child.kill();
  rmSync(root, { recursive: true });
});

const add = (...args: readonly string[]) => runCommand('upstream', 'add', ...args, '--dir', project);

test('a chart is recorded with its keys and objects, the same each time', async () => {
  const written = () => readFileSync(join(project, 'infraflux/upstream/clock-1.2.3.json'), 'utf8');
  const { code, out } = await add('clock', '1.2.3', '--repo', repository, '--namespace', 'tools');
  expect([code, out]).toEqual([0, 'wrote infraflux/upstream/clock-1.2.3.json: clock 1.2.3 with 1 object']);
  expect(JSON.parse(written())).toMatchObject({
    chart: 'clock',
    version: '1.2.3',
    appVersion: '9',
    keys: { replicas: 'number', server: { port: 'number' } },
    objects: { 'Deployment.apps': ['tools/clock'] },
    workloads: [{ namespace: 'tools', name: 'clock', ports: [{ number: 8080, protocol: 'TCP' }] }],
  });
  const first = written();
  await add('clock', '1.2.3', '--repo', repository, '--namespace', 'tools');
  expect(written()).toBe(first);
});

test('a chart that needs values is recorded with its keys alone, and the reason', async () => {
  writeFileSync(join(root, 'values.yaml'), 'replicas: ~\n');
  const { code, err } = await add('clock', '1.2.3', '--repo', repository, '--values', join(root, 'values.yaml'));
  expect([code, err]).toEqual([0, expect.stringContaining('replicas is required')]);
});

test.each([
  ['a version that does not exist', ['clock', '9.9.9'], 1, '9.9.9'],
  ['a range', ['clock', '1.x'], 64, '`1.x` is not an exact version'],
])('%s is an error, and nothing is written', async (_, args, code, words) => {
  rmSync(join(project, 'infraflux'), { recursive: true, force: true });
  const result = await add(...args, '--repo', repository);
  expect([result.code, result.err]).toEqual([code, expect.stringContaining(words)]);
  expect(readdirSync(project)).toEqual([]);
});

test('a name without a repository is an error', async () => {
  expect(await add('clock', '1.2.3')).toMatchObject({ code: 64, err: expect.stringContaining('--repo URL') });
});
