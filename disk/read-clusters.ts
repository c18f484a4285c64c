import { type Reading, readFiles } from './read-files';

const isYaml = (path: string) => /\.ya?ml$/i.test(path);

/** A cluster file with its text. */
export interface ClusterText {
  /** Relative to the root, `clusters/homelab.yaml`. */
  readonly file: string;
  readonly text: string;
}

/** The cluster files of a directory, by name; paths are relative to `root`. */
export function readClusters(root: string, directory = 'clusters'): ClusterText[] {
  return clusterFilesOf(readClusterFolder(root, directory).texts, directory);
}

/** Every YAML file of the folder, those below its subfolders included. */
export function readClusterFolder(root: string, directory = 'clusters'): Reading {
  return readFiles(root, [directory], isYaml);
}

/** The cluster files among texts: those directly in the folder. */
export function clusterFilesOf(texts: ReadonlyMap<string, string>, directory = 'clusters'): ClusterText[] {
  return [...texts]
    .filter(
      ([file]) => isYaml(file) && file.startsWith(`${directory}/`) && !file.slice(directory.length + 1).includes('/'),
    )
    .map(([file, text]) => ({ file, text }));
}
