import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ClusterFile } from '../config/load';
import { readClusters } from '../disk/read-clusters';
import { compare, type Finding } from '../model/finding';
import { type Manifest, parseManifests } from '../model/manifest';
import { YamlSyntaxError } from '../model/yaml';
import { UsageError } from './exit-codes';

/** The manifests of a folder, a file or the standard input. */
export interface Source {
  readonly manifests: readonly Manifest[];
  /** Text of every file by its path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that are no YAML. */
  readonly findings: readonly Finding[];
  /** The text of a file of the source, by the end of its path; undefined where there is none. */
  readonly read: (end: string) => string | undefined;
  /** Where the folder is that of a cluster which this project describes. */
  readonly own?: OwnCluster;
}

/** `dist/NAME`, with the cluster files beside `dist/`. */
export interface OwnCluster {
  readonly name: string;
  readonly files: readonly ClusterFile[];
}

interface SourceFile {
  readonly file: string;
  readonly text: string;
}

const IGNORED = new Set(['node_modules', '.git']);

/** @throws UsageError where nothing is there */
export function loadSource(place: string): Source {
  if (place === '-') return parse([{ file: '-', text: readFileSync(0, 'utf8') }]);
  if (!existsSync(place)) throw new UsageError(`\`${place}\` does not exist`);
  const source = parse(listFiles(place).map(file => ({ file, text: readFileSync(file, 'utf8') })));
  const own = ownCluster(resolve(place));
  return { ...source, ...(own && { own }) };
}

function ownCluster(folder: string): OwnCluster | undefined {
  const dist = dirname(folder);
  const root = dirname(dist);
  if (basename(dist) !== 'dist' || !existsSync(join(root, 'clusters'))) return undefined;
  return { name: basename(folder), files: readClusters(root) };
}

function listFiles(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter(entry => !IGNORED.has(entry.name))
    .sort((a, b) => compare(a.name, b.name))
    .flatMap(entry => {
      const path = join(place, entry.name);
      return entry.isDirectory() ? listFiles(path) : isManifestFile(entry.name) ? [path] : [];
    });
}

const isManifestFile = (name: string) => /\.(ya?ml|json)$/.test(name);

function parse(files: readonly SourceFile[]): Source {
  const manifests: Manifest[] = [];
  const findings: Finding[] = [];
  for (const { file, text } of files)
    try {
      manifests.push(...parseManifests(text, file));
    } catch (error) {
      if (!(error instanceof YamlSyntaxError)) throw error;
      findings.push({
        code: 'yaml-syntax',
        severity: 'error',
        file,
        line: error.line,
        path: '',
        message: `no YAML: ${error.reason}`,
      });
    }
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return { manifests, texts, findings, read: end => files.find(({ file }) => file.endsWith(end))?.text };
}

/** The folder that is meant where none is named: the only cluster under `dist/`, else the working directory. */
export function defaultDirectory(): string {
  const clusters = existsSync('dist')
    ? readdirSync('dist', { withFileTypes: true }).filter(entry => entry.isDirectory())
    : [];
  if (clusters.length === 0) return '.';
  if (clusters.length === 1) return join('dist', clusters[0]!.name);
  throw new UsageError(
    `several clusters are rendered, name one: ${clusters.map(({ name }) => `--dir dist/${name}`).join(', ')}`,
  );
}
