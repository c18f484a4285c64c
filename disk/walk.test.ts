import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFiles } from './read-files';
import { walk } from './walk';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'infraflux-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string | Uint8Array = 'a: 1\n'): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

/** `FILE: MESSAGE` of everything that is left out. */
const left = (folders = ['.']) => walk(root, folders).findings.map(({ file, message }) => `${file}: ${message}`);

test('manifests are read in any case of their extension, in one order', () => {
  for (const file of ['b.YAML', 'a.yml', 'c/d.Json', 'c/Kustomization', 'B.yaml', 'e.txt', 'yaml', 'f.yaml.orig'])
    write(file);
  expect(walk(root, ['.']).files).toEqual(['B.yaml', 'a.yml', 'b.YAML', 'c/Kustomization', 'c/d.Json']);
  expect(left()).toEqual([]);
});

test('hidden files, packages and what editors leave are skipped', () => {
  for (const file of [
    '.x.yaml',
    '.git/x.yaml',
    'node_modules/x.yaml',
    'a.yaml~',
    '#a.yaml#',
    '.a.yaml.swp',
    'a/.b/c.yaml',
  ])
    write(file);
  symlinkSync('user@host.1234', join(root, '.#a.yaml'));
  expect(walk(root, ['.'])).toMatchObject({ files: [], findings: [] });
});

test('links inside the folder are followed; all others are reported', () => {
  write('real/a.yaml');
  write('elsewhere.txt');
  symlinkSync('real/a.yaml', join(root, 'link.yaml'));
  symlinkSync('real', join(root, 'folder'));
  symlinkSync('elsewhere.txt', join(root, 'text.yaml'));
  symlinkSync('nowhere.yaml', join(root, 'dangling.yaml'));
  symlinkSync('loop.yaml', join(root, 'loop.yaml'));
  symlinkSync('..', join(root, 'real/up'));
  symlinkSync(tmpdir(), join(root, 'out'));
  symlinkSync('/dev/zero', join(root, 'zero.yaml'));
  expect(walk(root, ['.']).files).toEqual(['folder/a.yaml', 'link.yaml', 'real/a.yaml', 'text.yaml']);
  expect(walk(root, ['.']).links.get('folder/a.yaml')).toBe('real/a.yaml');
  expect(left().sort()).toEqual([
    'dangling.yaml: the symbolic link leads nowhere',
    'folder/up: the symbolic link leads back to a folder around it and is not followed',
    'loop.yaml: the symbolic link leads nowhere',
    'out: the symbolic link leaves the folder and is not followed',
    'real/up: the symbolic link leads back to a folder around it and is not followed',
    'zero.yaml: the symbolic link leaves the folder and is not followed',
  ]);
});

test('a FIFO, a socket and a file that is too long are never opened', async () => {
  execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
  const server = createServer().listen(join(root, 'socket.yaml'));
  await new Promise(resolve => server.once('listening', resolve));
  write('long.yaml');
  truncateSync(join(root, 'long.yaml'), 100_000_001);
  expect(walk(root, ['.']).files).toEqual([]);
  expect(left().sort()).toEqual([
    'long.yaml: the file has 101 MB and is not read',
    'pipe.yaml: this is a FIFO, not a file, and is not read',
    'socket.yaml: this is a socket, not a file, and is not read',
  ]);
  await new Promise(resolve => server.close(resolve));
});

test('folders that do not exist hold nothing', () => {
  expect(walk(root, ['dist', 'gitops'])).toMatchObject({ files: [], findings: [] });
});

const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ä }\n';

test.each([
  ['UTF-16 in little endian', Buffer.from(`\ufeff${manifest}`, 'utf16le'), 'error', 1],
  ['UTF-16 in big endian', Buffer.from(`\ufeff${manifest}`, 'utf16le').swap16(), 'error', 1],
  ['Latin 1', Buffer.from(manifest, 'latin1'), 'error', 3],
  ['a torn character', Buffer.concat([Buffer.from(manifest), Buffer.from([0xc3])]), 'error', 4],
  ['bytes of a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0x0a]), 'note', 1],
])('a file in %s is one finding with its line', (_, bytes, severity, line) => {
  write('a.yaml', bytes);
  const { texts, findings } = readFiles(root, ['.']);
  expect(texts.size).toBe(0);
  expect(findings).toMatchObject([{ code: 'invalid-yaml', file: 'a.yaml', severity, line }]);
});

test('the byte-order mark of UTF-8 is not part of the text', () => {
  write('a.yaml', `\ufeff${manifest}`);
  expect(readFiles(root, ['.']).texts.get('a.yaml')).toBe(manifest);
});
