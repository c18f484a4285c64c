import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { compare } from '../model/finding';

/** Text by path, sorted by path, with `/` on every machine. */
export type Texts = ReadonlyMap<string, string>;

const isRead = (file: string) => /\.(?:ya?ml|json|md)$|(?:^|\/)Kustomization$/.test(file);
const isForeign = (name: string) => name === 'node_modules' || name.startsWith('.');

/** The YAML, JSON and Markdown of the folders of `root` that exist, hidden ones and installed packages left out. */
export function readFiles(root: string, folders: readonly string[]): Texts {
  const list = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter(entry => !isForeign(entry.name))
      .sort((a, b) => compare(a.name, b.name))
      .flatMap(entry => {
        const path = posix.join(folder, entry.name);
        if (entry.isDirectory()) return list(path);
        return entry.isFile() && isRead(path) ? [path] : [];
      });
  const files = folders.filter(folder => existsSync(join(root, folder))).flatMap(list);
  return new Map(files.map(file => [file, readFileSync(join(root, file), 'utf8')]));
}

export const readFile = (file: string): string => readFileSync(file, 'utf8');

/** The same of a git revision. @throws where `root` lies in no repository, or there is no such revision. */
export function readRevision(root: string, revision: string, folders: readonly string[]): Texts {
  const listed = git(root, ['ls-tree', '-r', '-z', revision, '--', ...folders]).toString('utf8');
  const entries = listed
    .split('\0')
    .map(line => /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line))
    .flatMap(match => (match !== null && isRead(match[2]!) ? [{ hash: match[1]!, file: match[2]! }] : []))
    .sort((a, b) => compare(a.file, b.file));
  const blobs = git(root, ['cat-file', '--batch'], entries.map(({ hash }) => `${hash}\n`).join(''));
  const texts = new Map<string, string>();
  let at = 0;
  for (const { file } of entries) {
    const line = blobs.indexOf('\n', at);
    const size = Number(blobs.toString('latin1', at, line).split(' ')[2]);
    texts.set(file, blobs.toString('utf8', line + 1, line + 1 + size));
    at = line + size + 2;
  }
  return texts;
}

/** Runs git in a folder. @throws with git's message. */
export function git(folder: string, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, { cwd: folder, input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'pipe'] });
}
