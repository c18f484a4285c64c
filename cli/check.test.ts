import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFiles } from '../disk/read-files';
import { fixtureProject } from '../test/fixture-project';
import { main } from './main';
import { staleOutput } from './stale';

async function run(...args: string[]) {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation(line => lines.push(String(line)));
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});
  const code = await main(['check', ...args]);
  log.mockRestore();
  error.mockRestore();
  return { code, out: lines.join('\n') };
}

const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
mkdirSync(join(folder, 'apps'));
mkdirSync(join(folder, 'node_modules'));
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: ${image} }] }\n`;
writeFileSync(join(folder, 'apps', 'web.yaml'), pod('web:latest'));
writeFileSync(join(folder, 'node_modules', 'web.yaml'), pod('web:latest'));
writeFileSync(join(folder, 'page.yaml'), '{{- if .Values.page }}\ntitle: page\n{{- end }}\n');

test('an error is reported with the path of its file, and exits 3', async () => {
  const { code, out } = await run(folder);
  expect(code).toBe(3);
  expect(out).toContain(`${folder}/apps/web.yaml:4: error: the image \`web:latest\``);
  expect(out).not.toContain('node_modules');
});

test('a note is reported, and exits 0', async () => {
  const { code, out } = await run(folder, '--only', 'valid-schema');
  expect(out).toContain('page.yaml:1: note: the file is a template and is not checked');
  expect(code).toBe(0);
});

test.each([
  ['no-such-folder'],
  [folder, '--only', 'no-such-check'],
  [folder, '--format', 'xml'],
  [folder, folder],
  [folder, '--loud'],
  [join(folder, 'node_modules', '..', 'empty')],
])('%s %s %s is wrong usage', async (...args) => {
  expect((await run(...args)).code).toBe(64);
});

test('manifests of others in a folder `clusters` are no cluster files', () => {
  mkdirSync(join(folder, 'flux/clusters/production'), { recursive: true });
  writeFileSync(join(folder, 'flux/clusters/production/web.yaml'), pod('web:1.0.0'));
  writeFileSync(join(folder, 'flux/clusters/staging.yaml'), pod('web:1.0.0'));
  expect(staleOutput(join(folder, 'flux'), new Map())).toEqual([]);
});

describe('a project with cluster files', () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'infraflux-'));
    cpSync(fixtureProject(), project, { recursive: true });
  });
  afterEach(() => rmSync(project, { recursive: true }));
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(project, file), change(readFileSync(join(project, file), 'utf8')));
  const stale = () =>
    staleOutput(project, readFiles(project, ['dist', 'gitops']).texts).map(
      ({ code, file, message }) => `${file}: ${message} [${code}]`,
    );

  test('is in order after synth', () => {
    expect(stale()).toEqual([]);
  });

  test('is stale once a cluster file or a written file changes', () => {
    edit('clusters/homelab.yaml', text => text.replaceAll('homelab.', 'lab.'));
    edit('dist/production-east/cilium/values.yaml', text => `${text}extra: true\n`);
    expect(stale()).toEqual([
      expect.stringMatching(
        /^clusters\/homelab\.yaml: \d+ written files differ from what the cluster files give, `dist\/homelab\/.*\[stale-output\]$/,
      ),
      expect.stringMatching(
        /^clusters\/production-east\.yaml: 1 written file differs .*`dist\/production-east\/cilium\/values\.yaml` first/,
      ),
    ]);
  });

  test('says what is wrong with a cluster file, which files are not read, and which clusters have none', () => {
    mkdirSync(join(project, 'clusters/more'));
    cpSync(join(project, 'clusters/homelab.yaml'), join(project, 'clusters/more/lab.yaml'));
    edit('clusters/homelab.yaml', text => `${text}nonsense: true\n`);
    expect(stale()).toEqual([
      'clusters/more/lab.yaml: the cluster file is in a subfolder and is not read [unread-file]',
      expect.stringMatching(/^clusters\/homelab\.yaml: .*nonsense/),
    ]);
    edit('clusters/homelab.yaml', () => '\0');
    expect(stale().filter(line => line.includes('[stale-output]'))).toEqual([]);
    rmSync(join(project, 'clusters/homelab.yaml'));
    expect(stale()).toContain('dist/homelab: no cluster file describes `homelab` [stale-output]');
  });

  test('without a cluster file says that its platforms are abandoned', () => {
    writeFileSync(join(project, 'dist/SHA256SUMS'), '');
    rmSync(join(project, 'clusters'), { recursive: true });
    expect(stale()).toEqual([expect.stringMatching(/^clusters: there is no cluster file.*\[no-cluster-file\]$/)]);
  });
});
