import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(__dirname, '..');
const written = ['dist', 'gitops/argocd'];

let project: string;

/** A clone to break, with the clusters of the tests; the code is the project's. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'infraflux-'));
  for (const entry of readdirSync(root, { withFileTypes: true }))
    if (entry.isDirectory() && !['clusters', 'dist', 'gitops', '.git', '.infraflux'].includes(entry.name))
      symlinkSync(join(root, entry.name), join(project, entry.name));
  cpSync(join(root, 'test/clusters'), join(project, 'clusters'), { recursive: true });
  for (const file of ['main.ts', 'package.json', 'tsconfig.json']) cpSync(join(root, file), join(project, file));
});

afterEach(() => rmSync(project, { recursive: true }));

function synth(env: Record<string, string> = {}) {
  return spawnSync(join(root, 'node_modules/.bin/tsx'), ['main.ts'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

function filesIn(base: string, directory: string): string[] {
  return readdirSync(join(base, directory)).flatMap(name => {
    const path = join(directory, name);
    return statSync(join(base, path)).isDirectory() ? filesIn(base, path) : [path];
  });
}

function tree(base: string): Record<string, string> {
  const files = written.flatMap(directory => filesIn(base, directory)).sort();
  return Object.fromEntries(files.map(file => [relative('.', file), readFileSync(join(base, file), 'utf8')]));
}

test('synth writes the same bytes in any locale and time zone', () => {
  const { status, stdout } = synth({ LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham' });
  const first = tree(project);

  expect(status).toBe(0);
  expect(stdout).toMatch(/^homelab: \d+ layers, \d+ files\nproduction-east: .*\nproduction-west: .*\n$/);
  expect(Object.keys(first).length).toBeGreaterThan(100);
  synth({ LC_ALL: 'C', TZ: 'UTC' });
  expect(tree(project)).toEqual(first);
}, 30_000);

test('a faulty cluster file is explained, and nothing on disk changes', () => {
  mkdirSync(join(project, 'dist'));
  writeFileSync(join(project, 'dist/old.yaml'), 'old');
  const file = join(project, 'clusters/homelab.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('nodeCIDR: 192.168.10.0/24', 'nodeCIDR: 192.168.11.0/24'));

  const { status, stderr } = synth();

  expect(status).toBe(3);
  expect(stderr).toContain('clusters/homelab.yaml:');
  expect(stderr).toContain('nothing was written');
  expect(stderr).not.toMatch(/^ {4}at \S+ \(/m);
  expect(readFileSync(join(project, 'dist/old.yaml'), 'utf8')).toBe('old');
}, 30_000);

test('a cluster that is removed takes its files with it', () => {
  for (const name of ['production-east', 'production-west']) rmSync(join(project, `clusters/${name}.yaml`));
  synth();

  expect(readdirSync(join(project, 'dist'))).toEqual(['SHA256SUMS', 'homelab']);
  expect(readdirSync(join(project, 'gitops/argocd/apps'))).toEqual(['homelab']);
}, 30_000);

test('without a cluster file nothing is removed', () => {
  synth();
  const before = tree(project);
  rmSync(join(project, 'clusters'), { recursive: true });
  const { status, stderr } = synth();

  expect(status).toBe(3);
  expect(stderr).toContain('there is no cluster file');
  expect(tree(project)).toEqual(before);
}, 30_000);

test('your files beside the generated ones stay, an edited one stops the synth', () => {
  synth();
  const mine = join(project, 'gitops/argocd/apps/homelab/immich.yaml');
  writeFileSync(mine, 'mine');
  expect(synth()).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('immich.yaml: note: synth did not write'),
  });
  expect(readFileSync(mine, 'utf8')).toBe('mine');

  writeFileSync(join(project, 'dist/homelab/cilium/values.yaml'), 'mine');
  const { status, stderr } = synth();
  expect({ status, stderr }).toMatchObject({ status: 3, stderr: expect.stringContaining('edited it since') });
  expect(readFileSync(join(project, 'dist/homelab/cilium/values.yaml'), 'utf8')).toBe('mine');
}, 30_000);

test('a synth that cannot write says so in one sentence', () => {
  writeFileSync(join(project, 'gitops'), 'a file');
  const { status, stderr } = synth();
  expect(status).toBe(3);
  expect(stderr).toContain('gitops: error: synth has to write into this folder');
  expect(stderr).not.toMatch(/^ {4}at \S+ \(/m);
}, 30_000);

test('a cluster file that cannot be read stops the synth: its platform would seem to be gone', () => {
  synth();
  const before = tree(project);
  writeFileSync(join(project, 'clusters/homelab.yaml'), Buffer.from('\ufeffname: homelab\n', 'utf16le'));
  const { status, stderr } = synth();

  expect(status).toBe(3);
  expect(stderr).toMatch(/^clusters\/homelab\.yaml:1: error: .*utf-16/m);
  expect(tree(project)).toEqual(before);
}, 30_000);
