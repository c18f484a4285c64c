import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { componentsOf } from '../test/workloads/applications';
import { runSynth } from './run';

const fixtures = join(__dirname, '../test/clusters');

let project: string;

/** A repository to break: one cluster is enough for most of it. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'infraflux-'));
  mkdirSync(join(project, 'clusters'));
  cpSync(join(fixtures, 'homelab.yaml'), join(project, 'clusters/homelab.yaml'));
});
afterEach(() => rmSync(project, { recursive: true }));

function synth() {
  const { code, out, err } = runSynth(project, componentsOf);
  return { status: code, stdout: out.join('\n'), stderr: err.join('\n') };
}

function filesIn(directory: string): string[] {
  return readdirSync(join(project, directory)).flatMap(name => {
    const path = join(directory, name);
    return statSync(join(project, path)).isDirectory() ? filesIn(path) : [path];
  });
}

function tree(): Record<string, string> {
  const files = ['dist', 'gitops/argocd'].flatMap(filesIn).sort();
  return Object.fromEntries(files.map(file => [file, readFileSync(join(project, file), 'utf8')]));
}

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
});

test.each(['.env', 'scripts/deploy.sh', 'clusters/homelab.yaml', 'workloads/shop.ts', 'dist/homelab/app.env'])(
  'a token in %s stops the synth before it writes, and is not printed',
  file => {
    const place = join(project, file);
    mkdirSync(dirname(place), { recursive: true });
    const before = existsSync(place) ? readFileSync(place, 'utf8') : '';
    writeFileSync(place, `${before}# ghp_${'a1B2'.repeat(9)}\n`);

    const { status, stderr } = synth();

    expect(status).toBe(3);
    expect(stderr).toContain(`${file}:`);
    expect(stderr).toContain('a GitHub token');
    expect(stderr).not.toContain('a1B2');
    expect(existsSync(join(project, 'gitops'))).toBe(false);
  },
);

test('a cluster that is removed takes its files with it', () => {
  for (const name of ['production-east', 'production-west'])
    cpSync(join(fixtures, `${name}.yaml`), join(project, `clusters/${name}.yaml`));
  expect(synth().stdout).toMatch(/^homelab: \d+ layers, \d+ files\nproduction-east: .*\nproduction-west: .*$/);
  for (const name of ['production-east', 'production-west']) rmSync(join(project, `clusters/${name}.yaml`));
  expect(synth().stdout).toContain('removed dist/production-east/cilium/values.yaml');

  expect(readdirSync(join(project, 'dist'))).toEqual(['SHA256SUMS', 'homelab']);
  expect(readdirSync(join(project, 'gitops/argocd/apps'))).toEqual(['homelab']);
});

test.each<[string, () => void]>([
  ['without a folder for cluster files', () => rmSync(join(project, 'clusters'), { recursive: true })],
  ['with an empty folder', () => rmSync(join(project, 'clusters/homelab.yaml'))],
  [
    'with the cluster files in a subfolder',
    () => {
      mkdirSync(join(project, 'clusters/prod'));
      renameSync(join(project, 'clusters/homelab.yaml'), join(project, 'clusters/prod/homelab.yaml'));
    },
  ],
  [
    'with a link that leads out of the project in place of the folder',
    () => {
      rmSync(join(project, 'clusters'), { recursive: true });
      symlinkSync(fixtures, join(project, 'clusters'));
    },
  ],
  [
    'with a dangling link in place of the folder',
    () => {
      rmSync(join(project, 'clusters'), { recursive: true });
      symlinkSync('nowhere', join(project, 'clusters'));
    },
  ],
])('%s nothing is removed', (_, change) => {
  synth();
  const before = tree();
  change();
  const { status, stderr } = synth();

  expect(status).toBe(3);
  expect(stderr).toContain('there is no cluster file');
  expect(tree()).toEqual(before);
});

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
  expect({ status, stderr }).toMatchObject({ status: 3, stderr: expect.stringContaining('was edited since') });
  expect(readFileSync(join(project, 'dist/homelab/cilium/values.yaml'), 'utf8')).toBe('mine');
});

test('a synth that cannot write says so in one sentence', () => {
  writeFileSync(join(project, 'gitops'), 'a file');
  const { status, stderr } = synth();
  expect(status).toBe(3);
  expect(stderr).toContain('gitops: error: synth has to write into this folder');
  expect(stderr).not.toMatch(/^ {4}at \S+ \(/m);
});

test('a cluster file that cannot be read stops the synth: its platform would seem to be gone', () => {
  synth();
  const before = tree();
  writeFileSync(join(project, 'clusters/homelab.yaml'), Buffer.from('\ufeffname: homelab\n', 'utf16le'));
  const { status, stderr } = synth();

  expect(status).toBe(3);
  expect(stderr).toMatch(/^clusters\/homelab\.yaml:1: error: .*utf-16/m);
  expect(tree()).toEqual(before);
});
