import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(__dirname, '..');
const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => file !== '');

/** What each room may import, left to right along the way of the data. */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  spec: ['model'],
  graph: ['model', 'spec'],
  constructs: ['imports'],
  charts: ['constructs', 'imports', 'graph', 'spec', 'model', 'upstream', 'observability', 'workloads'],
  bootstrap: ['model', 'spec', 'observability'],
  // Its generator is a tool; the types themselves import nothing of ours.
  imports: ['model', 'spec'],
  policy: ['model'],
  proof: ['model', 'policy', 'graph'],
  checks: ['model', 'policy', 'proof', 'graph', 'spec', 'upstream', 'runtime'],
  // The generator of schemas reads the same CRDs as that of the types.
  upstream: ['model', 'spec', 'imports'],
  observability: ['model', 'spec', 'graph'],
  runtime: ['model'],
  workloads: ['model', 'spec', 'graph'],
  disk: ['model'],
};

const browserSafe = ['model', 'policy', 'graph', 'spec', 'runtime', 'proof'];

const isTest = (file: string) => /\.test\.ts$|(^|\/)test\//.test(file);
const roomOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports: Import[] = sources.flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\(|require\() ?'([^']+)'/g)].map(match => ({
    file,
    target: match[1]!.startsWith('.') ? posix.join(posix.dirname(file), match[1]!) : match[1]!,
  })),
);

test('data flows one way: no room imports what stands on its right', () => {
  const wrong = imports.filter(({ file, target }) => {
    const [from, to] = [roomOf(file), roomOf(target)];
    const known = mayImport[from];
    return known !== undefined && !isTest(file) && to in mayImport && to !== from && !known.includes(to);
  });
  expect(wrong).toEqual([]);
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

test('every room that has code is known to the way of the data', () => {
  const free = ['', 'cli', 'test', 'bench', 'clusters', 'web', 'docs'];
  const unknown = [...new Set(sources.map(roomOf))].filter(room => !(room in mayImport) && !free.includes(room));
  expect(unknown).toEqual([]);
});
