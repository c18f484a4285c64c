import { loadFleet } from './config/load';
import { describeDiskError } from './disk/disk-error';
import { LockedError, withLock } from './disk/lock';
import { readClusterFolder } from './disk/read-clusters';
import { finishWriting, writeFiles } from './disk/write-files';
import { planWrite } from './disk/write-plan';
import { type Finding, formatFindings } from './model/finding';
import { filesOfFleet, synthFleet, writtenTrees } from './synth/fleet';
import { validateFleet } from './synth/validate';
import { componentsOf } from './workloads/applications';

const noClusters: Finding = {
  code: 'no-cluster-file',
  severity: 'error',
  file: 'clusters',
  path: '',
  message: 'there is no cluster file: synth would remove every platform',
  allowed: 'one `clusters/NAME.yaml` for each cluster',
  repair: 'write one; `test/clusters/homelab.yaml` is an example',
};

const isError = ({ severity }: Finding) => severity === 'error';

/** Writes the platforms of all clusters below `root`, or explains why not. @returns the exit code */
function synth(root: string): number {
  finishWriting(root);
  const folder = readClusterFolder(root);
  const { clusters, findings } = loadFleet(folder.files);
  const read = [...folder.findings, ...findings];
  const found = folder.files.length + read.length === 0 ? [noClusters] : read;
  if (found.some(isError)) return refuse(found);
  const written = synthFleet(clusters, componentsOf);
  const files = filesOfFleet(written);
  const plan = planWrite(root, writtenTrees, files);
  const problems = [...found, ...validateFleet(written), ...plan.findings];
  if (problems.some(isError)) return refuse(problems);
  if (problems.length > 0) console.error(formatFindings(problems));
  writeFiles(root, plan);
  for (const path of plan.remove) console.log(`removed ${path}`);
  for (const { cluster, managed, bootstrap } of written) {
    const layers = [...managed.keys()].filter(file => file.startsWith(`gitops/argocd/apps/${cluster.name}/`));
    console.log(`${cluster.name}: ${layers.length} layers, ${managed.size + bootstrap.size} files`);
  }
  return 0;
}

function refuse(findings: readonly Finding[]): number {
  console.error(formatFindings(findings));
  console.error('nothing was written');
  return 3;
}

try {
  process.exitCode = withLock(__dirname, () => synth(__dirname));
} catch (error) {
  const message = error instanceof LockedError ? error.message : describeDiskError(error);
  if (message === undefined) throw error;
  console.error(message);
  process.exitCode = 1;
}
