import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checksumFile } from './checksums';
import { writeFiles } from './write-files';
import { planWrite } from './write-plan';

let root: string;
const trees = ['dist', 'gitops/argocd'];
const first = new Map([
  ['dist/lab/a.yaml', 'a: 1\n'],
  ['dist/lab/b.yaml', 'b: 1\n'],
  ['gitops/argocd/apps/a.yaml', 'app: 1\n'],
]);
const second = new Map([
  ['dist/lab/a.yaml', 'a: 2\n'],
  ['gitops/argocd/apps/a.yaml', 'app: 1\n'],
]);

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const plan = (files: ReadonlyMap<string, string>) => planWrite(root, trees, files);
const codes = (files: ReadonlyMap<string, string>) =>
  plan(files).findings.map(({ code, severity, file }) => `${severity} ${code} ${file}`);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  writeFiles(root, plan(first));
});
afterEach(() => rmSync(root, { recursive: true }));

test('what synth wrote and no longer writes is removed, with its empty folder', () => {
  expect(plan(second)).toMatchObject({ remove: ['dist/lab/b.yaml'], findings: [] });
  writeFiles(root, plan(new Map([['dist/new.yaml', 'n: 1\n']])));
  expect(() => read('dist/lab/a.yaml')).toThrow('ENOENT');
  expect(() => readFileSync(join(root, 'dist/lab'))).toThrow('ENOENT');
  expect(read(checksumFile)).toMatch(/^[0-9a-f]{64} {2}dist\/new\.yaml\n$/);
});

test('what is right already is not written again', () => {
  expect([...plan(first).write.keys()]).toEqual([]);
  expect([...plan(second).write.keys()]).toEqual(['dist/lab/a.yaml', checksumFile]);
});

test.each([
  ['beside generated files', 'dist/lab/mine.yaml'],
  ['in a folder of its own', 'dist/handmade/x.yaml'],
  ['without an extension', 'gitops/argocd/NOTES'],
  ['hidden', 'gitops/argocd/apps/.secret'],
])('a file of yours is kept and reported: %s', (_, path) => {
  put(path, 'mine');
  expect(codes(second)).toEqual([`note foreign-file-kept ${path}`]);
  writeFiles(root, plan(second));
  expect(read(path)).toBe('mine');
});

test('an edited file that is no longer generated is kept', () => {
  put('dist/lab/b.yaml', 'b: mine\n');
  expect(codes(second)).toEqual(['warning edited-file-kept dist/lab/b.yaml']);
});

test('an edited file in the way refuses the run, and so does a foreign one', () => {
  put('dist/lab/a.yaml', 'a: mine\n');
  put('dist/lab/c.yaml', 'c: mine\n');
  expect(codes(new Map([...second, ['dist/lab/c.yaml', 'c: 1\n']]))).toEqual([
    'error edited-file dist/lab/a.yaml',
    'error foreign-file-in-the-way dist/lab/c.yaml',
  ]);
});

test('an edit that says what synth says is not one', () => {
  put('dist/lab/a.yaml', 'a: 2\n');
  expect(codes(second)).toEqual([]);
});

test('after a merge both sides of the list of checksums count', () => {
  const ours = read(checksumFile);
  writeFiles(root, plan(second));
  put(checksumFile, `<<<<<<< ours\n${ours}=======\n${read(checksumFile)}>>>>>>> theirs\n`);
  put('dist/lab/a.yaml', 'a: 1\n');
  expect(codes(second)).toEqual([]);
});

test('without the list, files that differ are not overwritten', () => {
  rmSync(join(root, checksumFile));
  expect(codes(second)).toEqual([
    'error foreign-file-in-the-way dist/lab/a.yaml',
    'note foreign-file-kept dist/lab/b.yaml',
  ]);
});

test('a linked folder is written through, a linked file is not replaced', () => {
  cpSync(join(root, 'dist'), join(root, 'elsewhere'), { recursive: true });
  rmSync(join(root, 'dist'), { recursive: true });
  symlinkSync('elsewhere', join(root, 'dist'));
  writeFiles(root, plan(second));
  expect(readlinkSync(join(root, 'dist'))).toBe('elsewhere');
  expect(read('elsewhere/lab/a.yaml')).toBe('a: 2\n');

  rmSync(join(root, 'dist/lab/a.yaml'));
  symlinkSync('../mine.yaml', join(root, 'dist/lab/a.yaml'));
  expect(codes(second)).toEqual(['error path-in-the-way dist/lab/a.yaml']);
});

test.each([
  ['a file in place of the tree', () => put('dist', 'mine'), 'dist'],
  ['a dangling link in place of the tree', () => symlinkSync('nowhere', join(root, 'dist')), 'dist'],
  ['a folder in place of a file', () => put('dist/lab/a.yaml/x', 'mine'), 'dist/lab/a.yaml'],
])('%s refuses the run', (_, arrange, file) => {
  rmSync(join(root, 'dist'), { recursive: true });
  arrange();
  expect(codes(second)).toContain(`error path-in-the-way ${file}`);
});
