import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands } from '../cli/commands/all';
import { charts, defaults, gatewayApi, images } from '../config/versions';
import { layerNames } from '../graph/layers';
import { parseYaml } from '../model/yaml';
import renovate from '../renovate.json';
import { sourceFiles } from './source-files';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map(file => `docs/${file}`),
].filter(file => file.endsWith('.md'));

/** First cells of the table that follows `heading`, without the backticks. */
function firstColumn(file: string, heading: string): string[] {
  const table = read(file).split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return [...table.matchAll(/^\| `([^`]+)` +\|/gm)].map(match => match[1]!);
}

test('the README has every layer, bottom-up', () => {
  expect(firstColumn('README.md', 'Layers')).toEqual(layerNames);
});

test('the README shows the cluster file of the homelab', () => {
  const shown = /<!-- clusters\/homelab\.yaml -->\s+```yaml\n([\s\S]*?)```/.exec(read('README.md'))![1]!;
  const [value] = parseYaml(read('test/clusters/homelab.yaml')).map(document => document.value);
  expect(parseYaml(shown).map(document => document.value)).toEqual([value]);
});

test('CONTRIBUTING has every room that holds code', () => {
  const rooms = new Set(sourceFiles(root).flatMap(file => (file.includes('/') ? [file.split('/')[0]!] : [])));
  const described = firstColumn('CONTRIBUTING.md', 'The rooms').map(room => room.replace('/', ''));
  const isDirectory = (room: string) => existsSync(join(root, room)) && statSync(join(root, room)).isDirectory();
  expect(described.filter(room => !isDirectory(room))).toEqual([]);
  expect([...rooms].filter(room => !described.includes(room))).toEqual([]);
});

test('CONTRIBUTING gives the reason for every dependency', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
  const installed = Object.keys({ ...dependencies, ...devDependencies }).filter(name => !name.startsWith('@types/'));
  const section = read('CONTRIBUTING.md').split('\n## Dependencies\n')[1]!.split('\n## ')[0]!;
  const packages = section.split('\n').flatMap(line => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)]);
  expect(packages.map(match => match[1]).sort()).toEqual(installed.sort());
});

test('documents link to what is there, and name scripts and commands that exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const file of documents) {
    const text = read(file);
    // People delete the clusters and applications that are not theirs.
    for (const [, target] of text.matchAll(/\]\((?!https?:)(?!(?:\.\.\/)*(?:clusters|workloads)\/)([^)#]+)\)/g))
      expect([target, existsSync(join(root, dirname(file), target!))]).toEqual([target, true]);
    for (const [, script] of text.matchAll(/npm run ([a-z]+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const [, command] of text.matchAll(/npx infraflux ([a-z]+)/g))
      expect(['help', ...commands.map(({ name }) => name.split(' ')[0])]).toContain(command);
  }
});

/** What Renovate finds in a file, by the names that it looks them up under; `fixture` has the text where people edit the file. */
function found(file: string, fixture = file): [string, string][] {
  const text = read(fixture);
  return renovate.customManagers
    .filter(({ managerFilePatterns }) =>
      managerFilePatterns.some(pattern => new RegExp(pattern.slice(1, -1)).test(file)),
    )
    .flatMap(({ matchStrings, ...manager }) =>
      matchStrings.flatMap(pattern =>
        [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups }): [string, string] => [
          groups!.depName ?? (manager as { depNameTemplate: string }).depNameTemplate,
          groups!.currentValue!,
        ]),
      ),
    );
}

test('Renovate finds every version of the table, once', () => {
  const versions = found('config/versions.ts').map(([, version]) => version);
  const table = [
    ...Object.values(charts).flatMap(({ version, appVersion }) => [version, appVersion]),
    gatewayApi.version,
    ...Object.values(images).map(image => image.split(':')[1]!),
    ...Object.values(defaults),
  ];
  expect([...versions].sort()).toEqual([...table].sort());
});

test('Renovate finds the versions of clusters, and the images of applications', () => {
  expect(found('clusters/production-east.yaml', 'test/clusters/production-east.yaml')).toEqual([
    ['siderolabs/talos', '1.13.9'],
    ['kubernetes/kubernetes', '1.36.3'],
  ]);
  expect(found('workloads/shop.ts', 'test/workloads/shop.ts').map(([name]) => name)).toEqual([
    'docker.io/library/postgres',
    'docker.io/traefik/whoami',
    'ghcr.io/stefanprodan/podinfo',
  ]);
});

test('every hold has its reason', () => {
  for (const { description } of renovate.packageRules) expect(description).toMatch(/\.$/);
});
