import type { Finding } from '../model/finding';
import { writingRules } from '../model/writing-rules';
import { readFiles } from './read-files';
import { unread } from './walk';

const isYaml = (path: string) => /\.ya?ml$/i.test(path);

/** A cluster file with its text. */
export interface ClusterText {
  /** Relative to the root, `clusters/homelab.yaml`. */
  readonly file: string;
  readonly text: string;
}

export interface ClusterFolder {
  /** By name; paths are relative to the root. */
  readonly files: readonly ClusterText[];
  /** Errors about cluster files that cannot be read, warnings about those that are not looked at. */
  readonly findings: readonly Finding[];
}

/** The finding about a project without cluster files. */
export const noClusterFile: Finding = {
  code: writingRules.noClusterFile.code,
  severity: writingRules.noClusterFile.severity,
  file: 'clusters',
  path: '',
  message: 'there is no cluster file: synth would remove every platform',
  allowed: 'one `clusters/NAME.yaml` for each cluster',
  repair: 'write one; `test/clusters/homelab.yaml` is an example',
};

/** The cluster files of a folder. One that cannot be read is an error: its cluster would seem to be gone. */
export function readClusterFolder(root: string, directory = 'clusters'): ClusterFolder {
  const { texts, findings } = readFiles(root, [directory], isYaml);
  const files = clusterFilesOf(texts, directory);
  const nested = [...texts.keys()].filter(file => !files.some(each => each.file === file));
  return {
    files,
    findings: [
      ...findings.map(finding => (isYaml(finding.file) ? { ...finding, severity: 'error' as const } : finding)),
      ...nested.map(file => ({
        ...unread('warning', file, 'the cluster file is in a subfolder and is not read'),
        repair: `move it to \`${directory}/\`, or out of it`,
      })),
    ],
  };
}

/** The cluster files among texts: those directly in the folder. */
export function clusterFilesOf(texts: ReadonlyMap<string, string>, directory = 'clusters'): ClusterText[] {
  return [...texts]
    .filter(
      ([file]) => isYaml(file) && file.startsWith(`${directory}/`) && !file.slice(directory.length + 1).includes('/'),
    )
    .map(([file, text]) => ({ file, text }));
}
