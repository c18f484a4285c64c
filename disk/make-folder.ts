import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those around it. Node's own `recursive` says ENOENT where the file system is read-only.
 * @throws Error of the file system
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    makeFolder(path);
  }
}
