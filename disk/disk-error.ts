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

/** One sentence for an error of the file system, undefined for any other error. */
export function describeDiskError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return `cannot ${syscall} \`${path ?? '?'}\`: ${reasons[code] ?? code}`;
}
