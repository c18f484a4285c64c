import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trackedFiles } from './tracked';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  for (const folder of ['.hidden', 'node_modules', 'ignored']) mkdirSync(join(root, folder));
  for (const file of ['.env', '.hidden/a.sh', 'node_modules/a.js', 'ignored/a.txt', 'a.yaml'])
    writeFileSync(join(root, file), file);
  writeFileSync(join(root, 'a.png'), Buffer.from([0x89, 0x50, 0x00, 0x01]));
  writeFileSync(join(root, 'utf16.txt'), Buffer.from('\ufeffpassword', 'utf16le'));
  writeFileSync(join(root, '.gitignore'), 'ignored/\n');
  symlinkSync('a.yaml', join(root, 'link.yaml'));
  symlinkSync('/etc/hostname', join(root, 'outside'));
});

afterEach(() => rmSync(root, { recursive: true }));

const own = ['.env', '.gitignore', '.hidden/a.sh', 'a.png', 'a.yaml', 'utf16.txt'];

test('without Git, every file is read but those of others, each once', () => {
  expect(trackedFiles(root).files).toEqual([...own, 'ignored/a.txt'].sort());
});

test('with Git, what is tracked or not ignored', () => {
  execFileSync('git', ['init', '-q'], { cwd: root });
  expect(trackedFiles(root).files).toEqual(own);
  execFileSync('git', ['add', '-f', 'ignored/a.txt', 'node_modules/a.js'], { cwd: root });
  expect(trackedFiles(root).files).toEqual([...own, 'ignored/a.txt', 'node_modules/a.js'].sort());
});

test('binary files have no text, and UTF-16 has', () => {
  const { read } = trackedFiles(root);
  expect(read('a.png')).toBeUndefined();
  expect(read('utf16.txt')).toBe('password');
  expect(read('nothing')).toBeUndefined();
});
