import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../model/finding';

/** Lists what synth wrote, in the format of `sha256sum --check`. It distinguishes generated files from yours, also in a clone. */
export const checksumFile = 'dist/SHA256SUMS';

export const checksumOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The list for files by path; it does not list itself. */
export function formatChecksums(files: ReadonlyMap<string, string>): string {
  const lines = [...files].map(([path, text]) => ({ path, line: `${checksumOf(text)}  ${path}\n` }));
  return lines
    .sort((a, b) => compare(a.path, b.path))
    .map(({ line }) => line)
    .join('');
}

/** The checksums that synth wrote by path: several where a merge left both sides. */
export function readChecksums(root: string): ReadonlyMap<string, ReadonlySet<string>> {
  const sums = new Map<string, Set<string>>();
  const file = join(root, checksumFile);
  if (!existsSync(file)) return sums;
  for (const [, sum = '', path = ''] of readFileSync(file, 'utf8').matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm))
    sums.set(path, (sums.get(path) ?? new Set()).add(sum));
  return sums;
}
