import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding';
import { unreadableFile } from '../model/unreadable';
import { YamlSyntaxError } from '../model/yaml';
import { decodeLoosely, decodeText } from './decode';
import { isManifestFile, reasonOf, unread, walk } from './walk';

/** Text by path, sorted by path, with `/` on every machine. */
export type Texts = ReadonlyMap<string, string>;

/** The files that were read, and findings about those that could not be. */
export interface Reading {
  readonly texts: Texts;
  readonly findings: readonly Finding[];
  /** The file that a symbolic link leads to, by the path through the link. */
  readonly links: ReadonlyMap<string, string>;
}

/** Manifests, and the Markdown beside them, in which secrets are looked for. */
export const isRead = (path: string) => isManifestFile(path) || /\.md$/i.test(path);

/** What {@link walk} finds in folders of `root`, read. */
export function readFiles(
  root: string,
  folders: readonly string[],
  accepts: (path: string) => boolean = isRead,
  boundary: string = root,
): Reading {
  const { files, links, findings } = walk(root, folders, accepts, boundary);
  return { ...decodeFiles(files, file => readFileSync(join(root, file)), findings), links };
}

/** Reads and decodes files one by one; the findings are those given and those about files that are not text. */
export function decodeFiles(
  files: Iterable<string>,
  read: (file: string) => Uint8Array,
  findings: readonly Finding[] = [],
): Omit<Reading, 'links'> {
  const texts = new Map<string, string>();
  const faults = [...findings];
  for (const file of files) {
    let bytes: Uint8Array;
    try {
      bytes = read(file);
    } catch (error) {
      faults.push(unread('error', file, `the file cannot be read: ${reasonOf(error)}`));
      continue;
    }
    try {
      texts.set(file, decodeText(bytes));
    } catch (error) {
      if (!(error instanceof YamlSyntaxError)) throw error;
      faults.push(unreadableFile(file, decodeLoosely(bytes), error));
    }
  }
  return { texts, findings: faults };
}
