import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { compare, type Finding } from '../model/finding';
import { readerRules } from '../model/reader-rules';

/** Files longer than this are not read. */
export const largestFile = 100_000_000;

export interface Walk {
  /** Regular files, as paths relative to the root, sorted. */
  readonly files: readonly string[];
  /** The file that a symbolic link leads to, by the path through the link; both relative to the root. */
  readonly links: ReadonlyMap<string, string>;
  /** What was not read although its name says that it should be. */
  readonly findings: readonly Finding[];
}

/** YAML and JSON in any case, and Kustomize's own file. */
export const isManifestFile = (path: string) => /\.(?:ya?ml|json)$/i.test(path) || /(?:^|\/)Kustomization$/.test(path);

/** Hidden files and folders, installed packages, and what editors leave behind. */
const isForeign = (name: string) => /^\.|^node_modules$|~$|^#.*#$/.test(name);

/**
 * The one set of rules for which files below folders are read, for every command: those that `accepts` takes, through
 * symbolic links too as long as they stay inside `boundary`. What cannot be read is a finding. Nothing is opened.
 *
 * @param root directory that the paths are relative to
 * @param folders below `root`; those that do not exist hold nothing
 * @param boundary directory that links must not leave
 */
export function walk(
  root: string,
  folders: readonly string[],
  accepts: (path: string) => boolean = isManifestFile,
  boundary: string = root,
): Walk {
  const files: string[] = [];
  const links = new Map<string, string>();
  const findings: Finding[] = [];
  const [home, limit] = [realpathSync(root), realpathSync(boundary)];
  /** Takes what is at a path, or says why it is left out. */
  const visit = (path: string, ancestors: readonly string[], isLinked: boolean): Finding | undefined => {
    const place = join(root, path);
    const isLink = lstatSync(place).isSymbolicLink();
    const target = isLink ? targetOf(place) : place;
    const severity = accepts(path) ? 'warning' : 'note';
    if (target === undefined) return unread(severity, path, 'the symbolic link leads nowhere', 'remove or correct it');
    const stats = statSync(target);
    if (!stats.isDirectory() && !accepts(path)) return undefined;
    if (isLink && !isInside(target, limit))
      return unread('warning', path, 'the symbolic link leaves the folder and is not followed', 'copy its target here');
    if (isLink && ancestors.includes(target))
      return unread('note', path, 'the symbolic link leads back to a folder around it and is not followed');
    if (stats.isDirectory()) {
      list(path, ancestors, isLinked || isLink);
      return undefined;
    }
    const fault = unreadable(stats);
    if (fault !== undefined) return unread(fault.severity, path, fault.message, fault.repair);
    files.push(path);
    if (isLinked || isLink) links.set(path, relative(home, realpathSync(place)).split(sep).join('/'));
    return undefined;
  };

  const list = (folder: string, ancestors: readonly string[], isLinked: boolean): void => {
    const inside = [...ancestors, realpathSync(join(root, folder))];
    for (const name of readdirSync(join(root, folder)))
      if (!isForeign(name)) attempt(posix.join(folder, name), inside, isLinked);
  };

  /** A file may vanish, and a folder may be locked, while others are read. */
  const attempt = (path: string, ancestors: readonly string[], isLinked: boolean): void => {
    try {
      findings.push(...[visit(path, ancestors, isLinked) ?? []].flat());
    } catch (error) {
      findings.push(unread('error', path, `this cannot be read: ${reasonOf(error)}`));
    }
  };

  for (const folder of folders)
    if (lstatSync(join(root, folder), { throwIfNoEntry: false }) !== undefined) attempt(folder, [], false);
  return { files: files.sort(compare), links, findings };
}

/** A file that is left out, as a finding. */
export function unread(severity: Finding['severity'], file: string, message: string, repair?: string): Finding {
  return {
    code: readerRules.unreadFile.code,
    severity,
    file,
    path: '',
    message,
    ...(repair !== undefined && { repair }),
  };
}

/** Why something that is not a folder is not opened: reading a FIFO waits, and a device may never end. */
export function unreadable(stats: Stats): Pick<Finding, 'severity' | 'message' | 'repair'> | undefined {
  if (stats.isFile())
    return stats.size <= largestFile
      ? undefined
      : {
          severity: 'error',
          message: `the file has ${Math.ceil(stats.size / 1e6)} MB and is not read`,
          repair: `split it into files of at most ${largestFile / 1e6} MB`,
        };
  const kind = stats.isFIFO() ? 'a FIFO' : stats.isSocket() ? 'a socket' : 'a device';
  return {
    severity: 'warning',
    message: `this is ${kind}, not a file, and is not read`,
    repair: 'replace it with a regular file, or remove it',
  };
}

function targetOf(link: string): string | undefined {
  try {
    return realpathSync(link);
  } catch {
    return undefined;
  }
}

const isInside = (place: string, folder: string) =>
  place === folder || place.startsWith(folder.endsWith(sep) ? folder : folder + sep);

export const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
