import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadFleet } from '../config/load';
import { checksumFile } from '../disk/checksums';
import { type ClusterText, noClusterFile, readClusterFolder } from '../disk/read-clusters';
import type { Finding } from '../model/finding';
import { count } from '../model/plural';
import { readerRules } from '../model/reader-rules';
import { filesOfFleet, synthFleet } from '../synth/fleet';
import { componentsOf } from '../workloads/applications';

/**
 * Where synth writes into a folder: what is wrong with its cluster files, and whether what is written is what they give.
 * `texts` are the written files by path.
 */
export function staleOutput(root: string, texts: ReadonlyMap<string, string>): Finding[] {
  const { files, findings: unread } = readClusterFolder(root);
  if (!existsSync(join(root, checksumFile)) && !files.some(describesCluster)) return [];
  const { clusters, findings } = loadFleet(files);
  const errors = [...unread, ...findings].filter(isError);
  const warnings = unread.filter(finding => !isError(finding));
  if (errors.length > 0) return [...warnings, ...errors];
  if (clusters.length === 0) return [...warnings, noClusterFile];
  return [
    ...warnings,
    ...synthFleet(clusters, componentsOf).flatMap(cluster => {
      const stale = [...filesOfFleet([cluster])].filter(([file, text]) => isRead(file) && texts.get(file) !== text);
      return differences(
        `clusters/${cluster.cluster.name}.yaml`,
        stale.map(([file]) => file),
      );
    }),
    ...abandoned(
      root,
      clusters.map(({ name }) => name),
    ),
  ];
}

/** Others have folders named `clusters` too, and keep manifests in them. */
const describesCluster = ({ text }: ClusterText) => /^talos:/m.test(text);

const isError = ({ severity }: Finding) => severity === 'error';

/** Other files, such as checksums, are not among the texts. */
const isRead = (file: string) => /\.(?:ya?ml|json|md)$/.test(file);

function differences(file: string, stale: readonly string[]): Finding[] {
  const [first] = stale;
  if (first === undefined) return [];
  return [
    {
      ...placed(readerRules.staleOutput, file),
      message: `${count(stale.length, 'written file differs', 'written files differ')} from what the cluster files give, \`${first}\` first`,
      repair: 'run `npm run synth`, and review what it changes',
    },
  ];
}

/** Folders of clusters that no longer have a file: what is wrong in them is wrong for this reason first. */
function abandoned(root: string, names: readonly string[]): Finding[] {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) return [];
  return readdirSync(dist, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !names.includes(entry.name))
    .map(({ name }) => ({
      ...placed(readerRules.staleOutput, `dist/${name}`),
      message: `no cluster file describes \`${name}\``,
      repair: 'run `npm run synth`, which removes what it wrote for the cluster, or restore the file',
    }));
}

const placed = ({ code, severity }: Pick<Finding, 'code' | 'severity'>, file: string) => ({
  code,
  severity,
  file,
  path: '',
});
