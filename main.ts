import { bootstrapFiles } from './bootstrap/files';
import { workloadSecrets } from './bootstrap/secrets';
import { filesOf } from './charts/files';
import { findSecrets } from './checks/no-secrets';
import { loadFleet } from './config/load';
import type { Cluster } from './config/schema/cluster';
import { readClusters } from './disk/read-clusters';
import { replaceTrees } from './disk/replace-trees';
import { type Finding, formatFindings } from './model/finding';
import { componentsOf } from './workloads/applications';

const { clusters, findings } = loadFleet(readClusters(__dirname));
const isError = (finding: Finding) => finding.severity === 'error';
const render = (cluster: Cluster) => {
  const components = componentsOf(cluster);
  const managed = filesOf(cluster, clusters, components);
  const ciliumValues = managed.get(`dist/${cluster.name}/cilium/values.yaml`)!;
  return new Map([
    ...managed,
    ...bootstrapFiles(cluster, { ciliumValues, workloadSecrets: workloadSecrets(components) }),
  ]);
};
const written = findings.some(isError) ? [] : clusters.map(cluster => ({ cluster, files: render(cluster) }));
const files = new Map(written.flatMap(({ files }) => [...files]));
const problems = [...findings, ...findSecrets(files)];

if (problems.length > 0) console.error(formatFindings(problems));
if (problems.some(isError)) {
  console.error('nothing was written');
  process.exitCode = 3;
} else {
  replaceTrees(__dirname, ['dist', 'gitops/argocd'], files);
  for (const { cluster, files } of written) {
    const layers = [...files.keys()].filter(file => file.startsWith(`gitops/argocd/apps/${cluster.name}/`));
    console.log(`${cluster.name}: ${layers.length} layers, ${files.size} files`);
  }
}
