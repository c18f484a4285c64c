import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { join, posix } from 'node:path';
import { compare, type Finding } from '../model/finding';
import { writingRules } from '../model/writing-rules';
import { checksumFile, checksumOf, formatChecksums, readChecksums } from './checksums';

/** What a synth changes on disk, and what it leaves alone. */
export interface WritePlan {
  /** Texts by path, of files that are not on disk with this content. */
  readonly write: ReadonlyMap<string, string>;
  /** Files that an earlier synth wrote and this one does not. */
  readonly remove: readonly string[];
  /** Errors about what is in the way, and notes about what is kept. */
  readonly findings: readonly Finding[];
}

/**
 * Compares the files that synth wants to write with what is on disk. Synth owns what an earlier one wrote, as long as
 * it was not edited; anything else is neither replaced nor removed.
 *
 * @param root directory that the paths are relative to
 * @param trees directories that synth writes to, `dist`
 * @param files text by path; every path lies below one of `trees`
 */
export function planWrite(root: string, trees: readonly string[], files: ReadonlyMap<string, string>): WritePlan {
  const owned = readChecksums(root);
  const wanted = new Map([...files, [checksumFile, formatChecksums(files)]]);
  const isOwned = (path: string) =>
    path === checksumFile || owned.get(path)?.has(checksumOf(readFileSync(join(root, path)))) === true;
  const present = trees.flatMap(tree => filesIn(root, tree)).sort(compare);
  const others = present.filter(path => !wanted.has(path));
  const stale = others.filter(path => isFile(join(root, path)) && isOwned(path));
  const kept = others.filter(path => !stale.includes(path));
  const blocked = [...wanted.keys()].flatMap(path => obstacle(root, path, stale) ?? []);
  const free = [...wanted].filter(
    ([path]) => !blocked.some(({ file }) => path === file || path.startsWith(`${file}/`)),
  );
  const changed = free.filter(([path, text]) => textAt(root, path) !== text);
  const edited = changed.filter(([path]) => textAt(root, path) !== undefined && !isOwned(path)).map(([path]) => path);
  return {
    write: new Map(changed),
    remove: stale,
    findings: [
      ...uniqueByFile(blocked),
      ...edited.map(path => editedFile(path, owned.has(path))),
      ...kept.map(path => keptFile(path, owned.has(path))),
    ],
  };
}

/** Regular files and symbolic links below a folder; links are not followed, but a link in place of the tree is. */
function filesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(root, path) : [path];
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

function statusOf(place: string): Stats | undefined {
  return lstatSync(place, { throwIfNoEntry: false });
}

const isFile = (place: string) => statusOf(place)?.isFile() === true;

function textAt(root: string, path: string): string | undefined {
  return isFile(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

/** What is already where a file, or a folder above it, has to be. */
function obstacle(root: string, path: string, stale: readonly string[]): Finding | undefined {
  const steps = path.split('/');
  for (let length = 1; length <= steps.length; length++) {
    const place = steps.slice(0, length).join('/');
    const status = statusOf(join(root, place));
    if (status === undefined) return undefined;
    const isLeaf = length === steps.length;
    if (isLeaf ? status.isFile() : isFolder(join(root, place), status)) continue;
    if (stale.includes(place)) return undefined;
    const found = status.isSymbolicLink() ? 'a symbolic link' : status.isDirectory() ? 'a folder' : 'not a folder';
    return {
      ...placed(writingRules.pathInTheWay, place),
      message: `synth has to write ${isLeaf ? 'this file' : 'into this folder'}, and \`${place}\` is ${found}`,
      allowed: isLeaf ? 'a regular file, or nothing' : 'a folder, a link to one, or nothing',
      repair: `move \`${place}\` out of the way, then run synth again`,
    };
  }
  return undefined;
}

/** A link to a folder is deliberate: files are written where it leads. */
function isFolder(place: string, status: Stats): boolean {
  if (!status.isSymbolicLink()) return status.isDirectory();
  try {
    readdirSync(place);
    return true;
  } catch {
    return false;
  }
}

function editedFile(file: string, wasWritten: boolean): Finding {
  return wasWritten
    ? {
        ...placed(writingRules.editedFile, file),
        message: 'synth wrote this file, and it was edited since: overwriting it would lose the edit',
        allowed: 'files as synth wrote them',
        repair: 'move the change to the cluster file or the code, delete this file, and run synth again',
      }
    : {
        ...placed(writingRules.foreignFileInTheWay, file),
        message: 'synth has to write this file, and did not write the one that is here',
        allowed: 'files of your own under other names',
        repair: 'rename or delete the file, and run synth again',
      };
}

function keptFile(file: string, wasWritten: boolean): Finding {
  return wasWritten
    ? {
        ...placed(writingRules.editedFileKept, file),
        message: 'the cluster files no longer ask for this file, but it was edited: it is kept',
        repair: 'delete it if you do not need it',
      }
    : { ...placed(writingRules.foreignFileKept, file), message: 'synth did not write this file and keeps it' };
}

const placed = ({ code, severity }: Pick<Finding, 'code' | 'severity'>, file: string) => ({
  code,
  severity,
  file,
  path: '',
});

function uniqueByFile(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map(finding => [finding.file, finding])).values()];
}
