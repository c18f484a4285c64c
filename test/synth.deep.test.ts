import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
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
