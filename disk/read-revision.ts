import { execFileSync } from 'node:child_process';
import { compare } from '../model/finding';
import { decodeFiles, isRead, type Reading } from './read-files';
import { unread } from './walk';

/** What {@link readFiles} reads, of a git revision. @throws where `root` is not in a repository, or the revision does not exist. */
export function readRevision(root: string, revision: string, folders: readonly string[]): Reading {
  const listed = git(root, ['ls-tree', '-r', '-z', revision, '--', ...folders]).toString('utf8');
  const entries = listed
    .split('\0')
    .flatMap(line => [...line.matchAll(/^(100|120)\d+ blob ([0-9a-f]+)\t(.+)$/gs)])
    .map(([, mode, hash = '', file = '']) => ({ isLink: mode === '120', hash, file }))
    .filter(({ file }) => isRead(file) && !isHidden(file))
    .sort((a, b) => compare(a.file, b.file));
  const linked = entries.filter(({ isLink }) => isLink);
  const findings = linked.map(({ file }) =>
    unread('note', file, 'symbolic links of a revision are not followed', 'compare two folders to follow them'),
  );
  const files = entries.filter(({ isLink }) => !isLink);
  const blobs = readBlobs(
    root,
    files.map(({ hash }) => hash),
  );
  const nothing = Buffer.alloc(0);
  const bytes = new Map(files.map(({ file }, index) => [file, blobs[index] ?? nothing]));
  return { ...decodeFiles(bytes.keys(), file => bytes.get(file) ?? nothing, findings), links: new Map() };
}

/** The working tree leaves hidden files and installed packages out as well. */
const isHidden = (file: string) => file.split('/').some(name => name.startsWith('.') || name === 'node_modules');

function readBlobs(root: string, hashes: readonly string[]): Buffer[] {
  const output = git(root, ['cat-file', '--batch'], hashes.map(hash => `${hash}\n`).join(''));
  let at = 0;
  return hashes.map(() => {
    const line = output.indexOf('\n', at);
    const size = Number(output.toString('latin1', at, line).split(' ')[2]);
    at = line + size + 2;
    return output.subarray(line + 1, line + 1 + size);
  });
}

/** Runs git in a folder. @throws with git's message. */
export function git(folder: string, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, { cwd: folder, input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'pipe'] });
}
