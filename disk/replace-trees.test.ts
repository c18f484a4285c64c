import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { finishReplacing, replaceTrees } from './replace-trees';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
});

afterEach(() => rmSync(root, { recursive: true }));

test('the new trees replace the old ones, and stale files go', () => {
  replaceTrees(
    root,
    ['dist', 'gitops/argocd'],
    new Map([
      ['dist/a.yaml', '1'],
      ['gitops/argocd/old.yaml', '1'],
    ]),
  );
  replaceTrees(root, ['dist', 'gitops/argocd'], new Map([['dist/deep/b.yaml', '2']]));

  expect(readdirSync(join(root, 'dist'))).toEqual(['deep']);
  expect(readFileSync(join(root, 'dist/deep/b.yaml'), 'utf8')).toBe('2');
  expect(readdirSync(join(root, 'gitops/argocd'))).toEqual([]);
});

test('what lies beside the trees stays', () => {
  mkdirSync(join(root, 'gitops'));
  writeFileSync(join(root, 'gitops/README.md'), 'mine');
  replaceTrees(root, ['gitops/argocd'], new Map([['gitops/argocd/a.yaml', '1']]));

  expect(readFileSync(join(root, 'gitops/README.md'), 'utf8')).toBe('mine');
});

test('a run that fails before it has written everything changes nothing', () => {
  replaceTrees(root, ['dist'], new Map([['dist/a.yaml', 'old']]));
  const files = new Map([
    ['dist/a.yaml', 'new'],
    ['dist/a.yaml/impossible', 'new'],
  ]);

  expect(() => replaceTrees(root, ['dist'], files)).toThrow();
  expect(readFileSync(join(root, 'dist/a.yaml'), 'utf8')).toBe('old');
});

test('kill -9 at any moment leaves the old trees or the new ones', async () => {
  const trees = ['dist', 'gitops/argocd'];
  const paths = Array.from({ length: 40 }, (_, index) => `${trees[index % 2]}/${index}.yaml`);
  const script = `
    require(${JSON.stringify(require.resolve('tsx/cjs'))});
    const { replaceTrees } = require(${JSON.stringify(require.resolve('./replace-trees'))});
    for (let round = 1; ; round++) {
      if (round === 2) console.log('running');
      replaceTrees(${JSON.stringify(root)}, ${JSON.stringify(trees)}, new Map(${JSON.stringify(paths)}.map(p => [p, String(round)])));
    }`;

  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise(resolve => child.once('exit', resolve));
    await once(child.stdout, 'data');
    await setTimeout(round * 3);
    child.kill('SIGKILL');
    await ended;
    finishReplacing(root);

    const contents = new Set(paths.map(path => readFileSync(join(root, path), 'utf8')));
    expect([...contents]).toHaveLength(1);
  }
}, 60_000);
