import { filesOf } from './charts/files';
import { readClusters } from './disk/read-clusters';
import { replaceTrees } from './disk/replace-trees';
import { formatFindings } from './model/finding';
import { loadFleet } from './spec/load';

const { clusters, findings } = loadFleet(readClusters(__dirname));
if (findings.length > 0) console.error(formatFindings(findings));

if (findings.some(finding => finding.severity === 'error')) {
  process.exitCode = 3;
} else {
  const files = new Map<string, string>();
  for (const cluster of clusters) {
    const written = filesOf(cluster, clusters);
    for (const [path, text] of written) files.set(path, text);
    console.log(`${cluster.name}: ${written.size} files`);
  }
  replaceTrees(__dirname, ['dist', 'gitops/argocd'], files);
}
