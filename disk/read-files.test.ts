import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFiles } from './read-files';
import { git, readRevision } from './read-revision';

const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
for (const folder of ['dist/b', 'dist/a', '.hidden']) mkdirSync(join(root, folder), { recursive: true });
const write = (file: string, text: string) => writeFileSync(join(root, file), text);
write('dist/b/b.yaml', 'b: ü\n');
write('dist/a/a.yaml', 'a: 1\n');
write('dist/a/empty.yaml', '');
write('dist/a/image.png', 'x');
write('.hidden/c.yaml', 'c: 1\n');
const commit = ['-c', 'user.name=t', '-c', 'user.email=t@test', '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'a'];
git(root, ['init', '-q']);
git(root, ['add', '.']);
git(root, commit);

test('a revision reads as the working tree did, by sorted paths', () => {
  const before = readFiles(root, ['dist']).texts;
  expect([...before.keys()]).toEqual(['dist/a/a.yaml', 'dist/a/empty.yaml', 'dist/b/b.yaml']);
  write('dist/a/a.yaml', 'a: 2\n');
  expect(readRevision(root, 'HEAD', ['dist']).texts).toEqual(before);
  expect(readFiles(root, ['dist']).texts.get('dist/a/a.yaml')).toBe('a: 2\n');
});

test('folders that are not there hold nothing, revisions that are not there are an error', () => {
  expect(readFiles(root, ['gitops']).texts.size).toBe(0);
  expect(readRevision(root, 'HEAD', ['gitops']).texts.size).toBe(0);
  expect(() => readRevision(root, 'nowhere', ['dist'])).toThrow();
});
