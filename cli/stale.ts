import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadFleet } from '../config/load';
import { readClusterFolder } from '../disk/read-clusters';
import type { Finding } from '../model/finding';
import { count } from '../model/plural';
import { readerRules } from '../model/reader-rules';
import { filesOfFleet, synthFleet } from '../synth/fleet';
import { componentsOf } from '../workloads/applications';

/**
 * Where a folder has cluster files: what is wrong with them, and whether what is written is what they give. `texts` are
 * the written files by path.
 */
export function staleOutput(root: string, texts: ReadonlyMap<string, string>): Finding[] {
  const { files, findings: unread } = readClusterFolder(root);
  if (files.length + unread.length === 0) return [];
  const { clusters, findings } = loadFleet(files);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const written = errors.length > 0 ? [] : synthFleet(clusters, componentsOf);
  return [
    ...unread,
    ...errors,
    ...written.flatMap(cluster => {
      const stale = [...filesOfFleet([cluster])].filter(([file, text]) => isRead(file) && texts.get(file) !== text);
      return differences(
        `clusters/${cluster.cluster.name}.yaml`,
        stale.map(([file]) => file),
      );
    }),
    ...(errors.length > 0
      ? []
      : abandoned(
          root,
          clusters.map(({ name }) => name),
        )),
  ];
}

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
