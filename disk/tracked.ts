import { execFileSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { compare, type Finding } from '../model/finding';
import { decodeLoosely } from './decode';
import { unread, unreadable } from './walk';

/** Everything below a folder that reaches whoever reads the repository. */
export interface TrackedFiles {
  /** Sorted, relative to the folder. */
  readonly files: readonly string[];
  /** The text of a file; undefined for binary ones, and for what cannot be read. */
  read(file: string): string | undefined;
  /** Texts that are too long to be read. */
  readonly findings: readonly Finding[];
}

/** Folders of which nothing is anybody's own. */
const foreign = new Set(['.git', '.infraflux', 'node_modules']);

/**
 * What Git tracks below a folder, and what it would: files that are neither tracked nor ignored. Outside of Git, every
 * file. Links are followed as far as Git's working tree, or else the folder, goes.
 */
export function trackedFiles(root: string): TrackedFiles {
  const listed = listedByGit(root);
  const boundary = listed?.top ?? realpathSync(root);
  const places = new Map<string, string>();
  const findings: Finding[] = [];
  for (const file of [...new Set(listed?.files ?? walked(root))].sort(compare)) {
    const place = regularFile(join(root, file), boundary);
    if (place === undefined || places.has(place)) continue;
    const fault = unreadable(lstatSync(place));
    if (fault === undefined) places.set(place, file);
    else if (!isBinary(start(place))) findings.push(unread('warning', file, fault.message, fault.repair));
  }
  const byFile = new Map([...places].map(([place, file]) => [file, place]));
  return {
    files: [...byFile.keys()],
    read: file => {
      const place = byFile.get(file);
      return place === undefined ? undefined : textOf(place);
    },
    findings,
  };
}

interface Listed {
  readonly files: readonly string[];
  /** The root of the working tree. */
  readonly top: string;
}

/** Undefined where there is no Git, or where it knows nothing of the folder. */
function listedByGit(root: string): Listed | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] }).toString('utf8');
  try {
    const own = git('ls-files', '-z', '--others', '--exclude-standard')
      .split('\0')
      .filter(file => !file.split('/').some(name => foreign.has(name)));
    const files = [...git('ls-files', '-z').split('\0'), ...own].filter(file => file !== '');
    return files.length === 0 ? undefined : { files, top: realpathSync(git('rev-parse', '--show-toplevel').trimEnd()) };
  } catch {
    return undefined;
  }
}

function walked(root: string, folder = ''): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
      const path = posix.join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      return foreign.has(entry.name) ? [] : walked(root, path);
    });
  } catch {
    return [];
  }
}

/** The file that a path leads to; undefined where it leads elsewhere, to a folder, a device or nowhere. */
function regularFile(path: string, boundary: string): string | undefined {
  try {
    const place = realpathSync(path);
    const isInside = place.startsWith(boundary.endsWith(sep) ? boundary : boundary + sep);
    return isInside && lstatSync(place).isFile() ? place : undefined;
  } catch {
    return undefined;
  }
}

function textOf(place: string): string | undefined {
  try {
    const bytes = readFileSync(place);
    return isBinary(bytes.subarray(0, 8000)) ? undefined : decodeLoosely(bytes);
  } catch {
    return undefined;
  }
}

/** As Git decides: by a zero byte near the beginning; UTF-16, which has them too, begins with a mark. */
function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isUtf16 && bytes.includes(0);
}

function start(place: string): Uint8Array {
  const handle = openSync(place, 'r');
  try {
    const bytes = Buffer.alloc(8000);
    return bytes.subarray(0, readSync(handle, bytes));
  } finally {
    closeSync(handle);
  }
}
