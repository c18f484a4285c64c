import { compare } from '../../model/finding';
import { parentOf } from '../paths';
import type { FluxTree } from './tree';

/** The trees of one cluster, and the folder that is its own; `.` where there is one cluster. */
export interface FluxCluster {
  readonly folder: string;
  readonly trees: readonly FluxTree[];
}

/**
 * Trees by cluster: a cluster has one Kustomization of a name, so trees that have the same are of different clusters,
 * and the folder in which their paths part is the cluster's.
 */
export function fluxClusters(trees: readonly FluxTree[]): FluxCluster[] {
  const names = new Map(trees.map(tree => [tree, new Set(tree.folders.map(nameOf))]));
  const depths = trees.flatMap((tree, at) =>
    trees
      .slice(at + 1)
      .filter(other => other.folders.some(folder => names.get(tree)?.has(nameOf(folder))))
      .map(other => commonDepth(parentOf(tree.file), parentOf(other.file))),
  );
  if (depths.length === 0) return trees.length === 0 ? [] : [{ folder: '.', trees }];
  const depth = Math.min(...depths) + 1;
  const folderOf = ({ file }: FluxTree) => parentOf(file).split('/').slice(0, depth).join('/');
  const folders = [...new Set(trees.map(folderOf))].sort(compare);
  return folders.map(folder => ({ folder, trees: trees.filter(tree => folderOf(tree) === folder) }));
}

const nameOf = ({ kustomization: { namespace, name } }: FluxTree['folders'][number]) => `${namespace}/${name}`;

function commonDepth(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const different = a.findIndex((step, at) => step !== b[at]);
  return different === -1 ? a.length : different;
}
