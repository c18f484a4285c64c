import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { describeError } from './disk-error';
import { makeFolder } from './make-folder';
import type { WritePlan } from './write-plan';

const folder = '.infraflux';
const journalFile = `${folder}/journal`;

/** What is under way: first the new files are laid beside the old ones, then, once decided, they take their places. */
interface Journal {
  readonly decided: boolean;
  /** Paths of the files to write; each waits under {@link waiting}. */
  readonly write: readonly string[];
  readonly remove: readonly string[];
}

/** The new content of a file waits beside it, on the same file system, under a name that nothing reads. */
const waiting = (path: string) => posix.join(posix.dirname(path), `.${posix.basename(path)}.infraflux`);

/**
 * Carries out a plan, all or nothing. Until everything that needs space or rights is on disk the old files stay as they
 * are; from then on the journal says what is to be done, and the next run finishes it.
 *
 * @throws Error of the file system; what could not be decided is undone
 */
export function writeFiles(root: string, { write, remove }: Pick<WritePlan, 'write' | 'remove'>): void {
  if (write.size + remove.length === 0) return;
  const journal = { write: [...write.keys()], remove };
  saveJournal(root, { ...journal, decided: false });
  try {
    for (const [path, text] of write) {
      makeFolder(join(root, dirname(path)));
      writeDurably(join(root, waiting(path)), text);
    }
    saveJournal(root, { ...journal, decided: true });
  } catch (error) {
    finishWriting(root);
    throw error;
  }
  finishWriting(root);
}

/**
 * Finishes what a killed synth had decided, and undoes what it had not; does nothing where there is nothing to do.
 * Call it under the lock of `withLock`.
 */
export function finishWriting(root: string): void {
  const journal = readJournal(root);
  if (journal === undefined) return;
  const { decided, write, remove } = journal;
  if (decided) replaceFiles(root, journal);
  else for (const path of write) rmSync(join(root, waiting(path)), { force: true });
  for (const path of [...write, ...remove]) removeEmptyFolders(root, posix.dirname(path));
  rmSync(join(root, journalFile), { force: true });
}

function replaceFiles(root: string, { write, remove }: Journal): void {
  try {
    for (const path of write) {
      const from = join(root, waiting(path));
      if (existsSync(from)) moveFile(from, join(root, path));
    }
    for (const path of remove) rmSync(join(root, path), { force: true });
  } catch (error) {
    const next = 'some files are replaced and others are not; resolve this, and the next command replaces the rest';
    throw new Error(`${describeError(error)}; ${next}`, { cause: error });
  }
}

/** Whether a synth was killed here before it had finished. */
export function isUnfinished(root: string): boolean {
  return existsSync(join(root, journalFile));
}

function saveJournal(root: string, journal: Journal): void {
  const file = join(root, journalFile);
  makeFolder(join(root, folder));
  writeDurably(`${file}.new`, JSON.stringify(journal));
  renameSync(`${file}.new`, file);
  syncFolder(join(root, folder));
}

function readJournal(root: string): Journal | undefined {
  if (!isUnfinished(root)) return undefined;
  const text = readFileSync(join(root, journalFile), 'utf8');
  try {
    const { decided, write, remove } = JSON.parse(text) as Partial<Journal>;
    if (typeof decided === 'boolean' && isPaths(write) && isPaths(remove)) return { decided, write, remove };
  } catch {
    // Reported below, like every other content that is not a journal.
  }
  throw new Error(`\`${journalFile}\` is damaged; compare dist/ and gitops/ with Git, delete it, and run synth again`);
}

const isPaths = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(path => typeof path === 'string' && !path.split('/').includes('..'));

/** @throws Error of the file system, with the path that calls on an open file leave out */
function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w');
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    throw Object.assign(error as Error, { path: file });
  } finally {
    closeSync(descriptor);
  }
}

/** Windows cannot open folders, and needs no such call. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** A file that is mounted by itself can be overwritten, and not replaced. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!['EBUSY', 'EXDEV', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to);
    rmSync(from);
  }
}

function removeEmptyFolders(root: string, path: string): void {
  if (path === '.' || basename(path) === '') return;
  try {
    rmdirSync(join(root, path));
  } catch {
    // It has content, or is gone already.
    return;
  }
  removeEmptyFolders(root, posix.dirname(path));
}
