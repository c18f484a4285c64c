import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadFleet } from '../config/load';
import { clusterFilesOf, readClusterFolder } from '../disk/read-clusters';
import { type Reading, readFiles } from '../disk/read-files';
import { readRevision } from '../disk/read-revision';
import { repair } from '../disk/repair';
import { type TrackedFiles, trackedFiles } from '../disk/tracked';
import type { Graph } from '../graph/graph';
import { type Repository, readRepository } from '../repository/repository';
import { recordedFolder } from '../upstream/recorded';
import { clusterGraph } from '../workloads/cluster-graph';
import { UsageError } from './exit-codes';
import { readPlace } from './manifests';

/** What synth writes, where there is something; otherwise everything. */
export function foldersOf(root: string): string[] {
  const written = ['dist', 'gitops'];
  return written.every(folder => existsSync(join(root, folder))) ? [...written, recordedFolder] : ['.'];
}

/** The written YAML of a folder with its cluster files, or one file. @throws UsageError where there is nothing to read */
export function repositoryIn(root: string, folders?: readonly string[]): Repository {
  if (!existsSync(root)) throw new UsageError(`\`${root}\` does not exist`);
  repair(root);
  if (!statSync(root).isDirectory()) return repositoryOf(readPlace(root), []);
  return repositoryOf(readFiles(root, folders ?? foldersOf(root)), readClusterFolder(root).files);
}

/** The same, with everything else that Git keeps below the folder. @throws UsageError */
export function trackedRepositoryIn(root: string): Repository {
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`\`${root}\` is not a folder`);
  return repositoryOf(readFiles(root, foldersOf(root)), readClusterFolder(root).files, trackedFiles(root));
}

/** The same of a git revision. @throws where the revision does not exist */
export function repositoryAt(revision: string, folders: readonly string[]): Repository {
  const clusters = clusterFilesOf(readRevision('.', revision, ['clusters']).texts);
  return repositoryOf(readRevision('.', revision, folders), clusters);
}

function repositoryOf(
  { texts, findings }: Pick<Reading, 'texts' | 'findings'>,
  clusterFiles: Parameters<typeof loadFleet>[0],
  tracked?: TrackedFiles,
): Repository {
  return readRepository(texts, graphsOf(clusterFiles), [...findings, ...(tracked?.findings ?? [])], tracked);
}

/** Whether nothing was found that could be read, or should have been. */
export const isEmpty = ({ texts, unreadable }: Repository) => texts.size + unreadable.length === 0;

/** The service graphs of our own clusters, by their names; what is wrong with a file is reported by synth. */
function graphsOf(files: Parameters<typeof loadFleet>[0]): Map<string, Graph> {
  const { clusters } = loadFleet(files);
  return new Map(clusters.map(cluster => [cluster.name, clusterGraph(cluster, clusters)]));
}
