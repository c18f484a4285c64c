/** Why the file system refuses, by the code of the error (errno of POSIX). */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  EBUSY: 'the file or folder is in use, or mounted',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENOENT: 'a part of the path does not exist',
  EIO: 'the device reports an error',
};

/** What a system call does, where its name is not the word for it. */
const verbs: Readonly<Record<string, string>> = {
  copyfile: 'copy',
  lstat: 'read',
  mkdir: 'create',
  rmdir: 'remove',
  scandir: 'list',
  stat: 'read',
  unlink: 'remove',
};

/** One sentence for an error of the file system, undefined for any other error. */
export function describeDiskError(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  const { code, path, dest, syscall } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === undefined || syscall === undefined) return undefined;
  const from = path === undefined ? '' : ` \`${path}\``;
  const to = dest === undefined ? '' : ` to \`${dest}\``;
  return `cannot ${verbs[syscall] ?? syscall}${from}${to}: ${reasons[code] ?? code}`;
}

/** One sentence for any error. What goes wrong in an application has the line of `workloads/` that led to it. */
export function describeError(error: unknown): string {
  const sentence = (describeDiskError(error) ?? (isError(error) ? error.message : String(error)))
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  const [place] = (isError(error) && applicationLine.exec(error.stack ?? '')) || [];
  return place === undefined || sentence.includes(place) ? sentence : `${place}: ${sentence}`;
}

const applicationLine = /\bworkloads\/(?!cluster-graph\.)[\w./-]+\.ts:\d+/;

/** Errors of Node's own modules may come from another realm, where `Error` is another class. */
const isError = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
