import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const work = '.infraflux';

/**
 * Replaces whole directories by new ones, all or nothing. The new trees are written beside the old ones first; a
 * journal then says what is to be exchanged, so that a run killed in the middle is finished by the next one, and a
 * run killed earlier has changed nothing.
 *
 * @param root directory that the paths are relative to
 * @param trees directories to replace, `dist`
 * @param files content by path; every path lies below one of `trees`
 */
export function replaceTrees(root: string, trees: readonly string[], files: ReadonlyMap<string, string>): void {
  finishReplacing(root);
  const staging = join(root, work, 'staging');
  rmSync(staging, { recursive: true, force: true });
  for (const tree of trees) mkdirSync(join(staging, tree), { recursive: true });
  for (const [path, text] of files) {
    const file = join(staging, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(root, work, 'journal.tmp'), JSON.stringify(trees));
  renameSync(join(root, work, 'journal.tmp'), join(root, work, 'journal'));
  finishReplacing(root);
}

/** Carries out what a killed run had decided; does nothing where there is nothing to finish. */
export function finishReplacing(root: string): void {
  const journal = join(root, work, 'journal');
  if (!existsSync(journal)) return;
  for (const tree of JSON.parse(readFileSync(journal, 'utf8')) as string[]) {
    const staged = join(root, work, 'staging', tree);
    if (!existsSync(staged)) continue;
    const old = join(root, work, 'old', tree);
    rmSync(old, { recursive: true, force: true });
    mkdirSync(dirname(old), { recursive: true });
    mkdirSync(dirname(join(root, tree)), { recursive: true });
    if (existsSync(join(root, tree))) renameSync(join(root, tree), old);
    renameSync(staged, join(root, tree));
  }
  rmSync(journal);
  rmSync(join(root, work, 'old'), { recursive: true, force: true });
}
