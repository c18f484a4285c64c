import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { sourceFiles } from './source-files';

const root = join(__dirname, '..');
const sources = sourceFiles(root);

/**
 * What each room may import, along the way of the data: a room imports rooms above it. What is not listed is refused.
 * `''` is `main.ts`.
 */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  config: ['model'],
  graph: ['model', 'config'],
  imports: [],
  upstream: ['model', 'config'],
  constructs: ['imports'],
  observability: ['model', 'config', 'graph'],
  workloads: ['model', 'config', 'graph'],
  charts: ['constructs', 'imports', 'graph', 'config', 'model', 'upstream', 'observability', 'workloads'],
  bootstrap: ['model', 'config', 'graph', 'observability'],
  policy: ['model'],
  proof: ['model', 'policy', 'graph'],
  runtime: ['model'],
  repository: ['model', 'policy', 'graph', 'config', 'upstream'],
  secrets: ['model'],
  checks: ['model', 'secrets', 'repository', 'policy', 'proof', 'graph', 'config', 'upstream', 'runtime'],
  diff: ['model', 'repository', 'policy', 'proof', 'runtime', 'graph', 'config', 'upstream'],
  disk: ['model'],
  synth: ['model', 'config', 'graph', 'workloads', 'charts', 'bootstrap', 'repository', 'checks', 'disk'],
  cli: [
    'model',
    'config',
    'graph',
    'workloads',
    'policy',
    'proof',
    'runtime',
    'repository',
    'checks',
    'diff',
    'disk',
    'upstream',
    'synth',
  ],
  tools: [
    'model',
    'workloads',
    'config',
    'graph',
    'upstream',
    'observability',
    'charts',
    'policy',
    'runtime',
    'checks',
    'cli',
    'disk',
  ],
  '': ['disk', 'synth', 'workloads'],
};

const browserSafe = ['model', 'policy', 'graph', 'config', 'runtime', 'proof'];

const isTest = (file: string) => /\.test\.ts$|^test\//.test(file);
const roomOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

interface Import {
  readonly file: string;
  readonly target: string;
  /** Whether the target is a file of ours, no package. */
  readonly isOurs: boolean;
}

const imports: Import[] = sources.flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\(|require\() ?'([^']+)'/g)].map(match => ({
    file,
    target: match[1]!.startsWith('.') ? posix.join(posix.dirname(file), match[1]!) : match[1]!,
    isOurs: match[1]!.startsWith('.'),
  })),
);

test('data flows one way: a room imports only what its entry lists', () => {
  const wrong = imports.filter(({ file, target, isOurs }) => {
    const [from, to] = [roomOf(file), roomOf(target)];
    // Pages show what the clusters of the tests give.
    const isShown = from === 'tools' && to === 'test';
    return isOurs && !isTest(file) && to !== from && !isShown && !mayImport[from]?.includes(to);
  });
  expect(wrong).toEqual([]);
});

test('the rooms are listed along the way of the data, here and in CONTRIBUTING', () => {
  const rooms = Object.keys(mayImport).filter(room => room !== '');
  for (const [index, room] of rooms.entries())
    expect([room, mayImport[room]!.filter(other => rooms.indexOf(other) >= index)]).toEqual([room, []]);
  const table = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `([a-z]+)\/` /gm);
  expect([...table].map(match => match[1]).filter(room => rooms.includes(room!))).toEqual(rooms);
});

test('what runs in a browser uses nothing of Node', () => {
  const wrong = imports.filter(
    ({ file, target }) => browserSafe.includes(roomOf(file)) && !isTest(file) && target.startsWith('node:'),
  );
  expect(wrong).toEqual([]);
});

test('files stay short', () => {
  const long = sources
    .filter(file => roomOf(file) !== 'imports')
    .map(file => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .filter(({ file, lines }) => lines > (isTest(file) ? 400 : 300));
  expect(long).toEqual([]);
});
