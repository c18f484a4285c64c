import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const generated = ['node_modules', 'dist', 'gitops', 'coverage'];

/** The TypeScript files of the project, sorted; read from the disk, because a tarball has no Git. */
export function sourceFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap(entry => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return /^\./.test(entry.name) || generated.includes(path) ? [] : sourceFiles(root, path);
      return entry.name.endsWith('.ts') ? [path] : [];
    })
    .sort();
}
