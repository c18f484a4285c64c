import fs, { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repair } from './repair';
import { finishWriting, isUnfinished, writeFiles } from './write-files';

const old = new Map([
  ['dist/a.yaml', 'old'],
  ['dist/deep/b.yaml', 'old'],
  ['dist/gone/c.yaml', 'old'],
]);
const change = {
  write: new Map([
    ['dist/a.yaml', 'new'],
    ['dist/deep/b.yaml', 'new'],
    ['gitops/argocd/d.yaml', 'new'],
  ]),
  remove: ['dist/gone/c.yaml'],
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  writeFiles(root, { write: old, remove: [] });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

function tree(): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(path => !path.startsWith('.infraflux/'))
    .sort();
  return Object.fromEntries(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]));
}
const oldTree = Object.fromEntries(old);
const newTree = Object.fromEntries(change.write);

const calls = ['writeFileSync', 'fsyncSync', 'renameSync', 'rmSync', 'rmdirSync', 'mkdirSync', 'openSync'] as const;

/** Lets `count` changes of the file system pass, and none after them. @returns how many were tried */
function stopAfter(count: number, error: () => Error): { tried: number } {
  const state = { tried: 0 };
  for (const name of calls) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      if (state.tried++ >= count) throw error();
      return real(...args);
    }) as never);
  }
  return state;
}

test('a change is carried out as a whole, and leaves nothing beside it', () => {
  writeFiles(root, change);
  expect(tree()).toEqual(newTree);
  expect(existsSync(join(root, 'dist/gone'))).toBe(false);
});

test('killed between any two steps, the next command finds the old tree or the new one', () => {
  const outcomes: string[] = [];
  for (let step = 0; ; step++) {
    const state = stopAfter(step, () => new Error('killed'));
    let isDone = true;
    try {
      writeFiles(root, change);
    } catch {
      isDone = false;
    }
    jest.restoreAllMocks();
    finishWriting(root);
    expect([oldTree, newTree]).toContainEqual(tree());
    outcomes.push('dist/gone/c.yaml' in tree() ? 'old' : 'new');
    if (isDone) {
      expect(state.tried).toBe(step);
      break;
    }
    rmSync(root, { recursive: true });
    mkdirSync(root);
    writeFiles(root, { write: old, remove: [] });
  }
  expect(outcomes.length).toBeGreaterThan(20);
  expect(new Set(outcomes)).toEqual(new Set(['old', 'new']));
  // Once it is decided, it cannot be undone.
  expect(outcomes.lastIndexOf('old')).toBeLessThan(outcomes.indexOf('new'));
});

test.each(['ENOSPC', 'EACCES', 'EROFS'])('refused by the file system with %s, nothing has changed', code => {
  const refusal = () => Object.assign(new Error(code), { code });
  const real = fs.writeFileSync;
  let writes = 0;
  jest.spyOn(fs, 'writeFileSync').mockImplementation(((...args: Parameters<typeof real>) => {
    if (++writes === 4) throw refusal();
    return real(...args);
  }) as never);
  expect(() => writeFiles(root, change)).toThrow(code);
  jest.restoreAllMocks();
  expect(isUnfinished(root)).toBe(false);
  expect(tree()).toEqual(oldTree);
});

test('a file that can be overwritten and not replaced is overwritten', () => {
  const real = fs.renameSync;
  jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(to).endsWith('a.yaml')) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    real(from, to);
  });
  writeFiles(root, change);
  expect(tree()).toEqual(newTree);
});

test('a file that cannot be removed is explained, and removed by the next command', () => {
  const real = fs.rmSync;
  jest.spyOn(fs, 'rmSync').mockImplementation((path, options) => {
    if (!String(path).endsWith('c.yaml')) return real(path, options);
    throw Object.assign(new Error(), { code: 'EBUSY', syscall: 'unlink', path });
  });
  expect(() => writeFiles(root, change)).toThrow(/^cannot remove `.*c\.yaml`: .* mounted; some files are replaced/);
  jest.restoreAllMocks();
  repair(root);
  expect(tree()).toEqual(newTree);
});

test.each(['', '{', '{"decided":true,"write":["../x"],"remove":[]}', '[]'])(
  'a damaged journal %j is explained',
  text => {
    writeFileSync(join(root, '.infraflux/journal'), text);
    expect(() => finishWriting(root)).toThrow('`.infraflux/journal` is damaged');
    expect(tree()).toMatchObject(oldTree);
  },
);

test('what a killed synth had decided is done before anything is read', () => {
  stopAfter(18, () => new Error('killed'));
  expect(() => writeFiles(root, change)).toThrow('killed');
  jest.restoreAllMocks();
  expect(isUnfinished(root)).toBe(true);
  repair(join(root, 'dist/deep'));
  expect(isUnfinished(root)).toBe(false);
  expect([oldTree, newTree]).toContainEqual(tree());
});
