import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve } from 'node:path';
import { type ClusterText, readClusterFolder } from '../disk/read-clusters';
import { decodeFiles, type Reading, readFiles } from '../disk/read-files';
import { readStdin } from '../disk/read-stdin';
import { repair } from '../disk/repair';
import { isManifestFile, reasonOf, unreadable } from '../disk/walk';
import type { Finding } from '../model/finding';
import type { Manifest } from '../model/manifest';
import { duplicatesIn } from '../repository/duplicates';
import { readTexts } from '../repository/repository';
import { UsageError } from './exit-codes';

/** The manifests of a folder, a file or the standard input. */
export interface Source {
  readonly manifests: readonly Manifest[];
  /** Text of every file that was read, by its path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files and objects that could not be read, and objects that are written twice. */
  readonly findings: readonly Finding[];
  /** The text of a file of the source, by the end of its path; undefined where there is none. */
  readonly read: (end: string) => string | undefined;
  /** Present where the folder belongs to a cluster that this project describes. */
  readonly own?: OwnCluster;
}

/** `dist/NAME`, with the cluster files beside `dist/`. */
export interface OwnCluster {
  /** The folder that holds `clusters/` and `dist/`. */
  readonly root: string;
  readonly name: string;
  readonly files: readonly ClusterText[];
}

/** @throws UsageError where nothing is there to be read */
export function loadSource(place: string): Source {
  const { texts, findings } = readPlace(place);
  if (texts.size + findings.length === 0) throw new UsageError(`\`${place}\` holds no YAML or JSON files`);
  const { manifests, documents, unreadable } = readTexts(texts, findings);
  const faults = [...unreadable, ...duplicatesIn({ documents, manifests })];
  if (manifests.length + faults.length === 0)
    throw new UsageError(
      `\`${place}\` holds no Kubernetes manifests: none of its files has \`apiVersion\` and \`kind\``,
    );
  const own = place === '-' ? undefined : ownCluster(resolve(place));
  const read = (end: string) => [...texts].find(([file]) => file.endsWith(end))?.[1];
  return { manifests, texts, findings: faults, read, ...(own && { own }) };
}

/** Of a command that takes the place as its argument. @throws UsageError */
export function loadNamed([place]: readonly string[]): Source {
  if (place === undefined) throw new UsageError('the folder or file to read is missing; `-` reads the standard input');
  return loadSource(place);
}

/** A folder, a file, or `-` for the standard input. @throws UsageError */
export function readPlace(place: string): Pick<Reading, 'texts' | 'findings'> {
  if (isStdin(place)) return readInput(place);
  repair(place);
  if (!existsSync(place)) throw new UsageError(`\`${place}\` does not exist`);
  const stats = statSync(place);
  if (!stats.isDirectory()) {
    const fault = unreadable(stats);
    if (fault !== undefined) throw new UsageError(`\`${place}\`: ${fault.message}; ${fault.repair}`);
    if (isCompressed(place)) throw new UsageError(`\`${place}\` is compressed; unpack it first`);
    return decodeFiles([place], file => readFileSync(file));
  }
  return readFolder(place);
}

/** Links may lead anywhere in the working directory that holds the folder. */
function readFolder(place: string): Pick<Reading, 'texts' | 'findings'> {
  const isBelow = !relative(realpathSync('.'), realpathSync(place)).startsWith('..');
  const { texts, findings, links } = readFiles(place, ['.'], isManifestFile, isBelow ? '.' : place);
  // A file that is reached twice is one file.
  const own = [...texts].filter(([file]) => !texts.has(links.get(file) ?? ''));
  return {
    texts: new Map(own.map(([file, text]) => [posix.join(place, file), text])),
    findings: findings.map(finding => ({ ...finding, file: posix.join(place, finding.file) })),
  };
}

const isStdin = (place: string) => place === '-' || /^\/dev\/(?:stdin|fd\/0)$/.test(place);

function readInput(place: string): Pick<Reading, 'texts' | 'findings'> {
  let bytes: Uint8Array;
  try {
    bytes = readStdin();
  } catch (error) {
    throw new UsageError(`the standard input cannot be read: ${reasonOf(error)}`);
  }
  if (bytes.length === 0) throw new UsageError('the standard input is empty');
  return decodeFiles([place], () => bytes);
}

/** By the first bytes of gzip (RFC 1952), zip and zstd. */
function isCompressed(file: string): boolean {
  const [first = 0, second = 0] = readFileSync(file).subarray(0, 2);
  return [0x1f8b, 0x504b, 0x28b5].includes(first * 256 + second);
}

function ownCluster(folder: string): OwnCluster | undefined {
  const dist = dirname(folder);
  const root = dirname(dist);
  if (basename(dist) !== 'dist' || !existsSync(join(root, 'clusters'))) return undefined;
  return { name: basename(folder), root, files: readClusterFolder(root).files };
}

/** The folder that is meant where none is named: the only cluster under `dist/`, else the working directory. */
export function defaultDirectory(): string {
  const clusters = existsSync('dist')
    ? readdirSync('dist', { withFileTypes: true }).filter(entry => entry.isDirectory())
    : [];
  const [first, ...others] = clusters;
  if (first === undefined) return '.';
  if (others.length === 0) return join('dist', first.name);
  throw new UsageError(
    `several clusters are rendered; name one: ${clusters.map(({ name }) => `--dir dist/${name}`).join(', ')}`,
  );
}
