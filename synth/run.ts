import { loadFleet } from '../config/load';
import type { Cluster } from '../config/schema/cluster';
import { describeError } from '../disk/disk-error';
import { withLock } from '../disk/lock';
import { noClusterFile, readClusterFolder } from '../disk/read-clusters';
import { type TrackedFiles, trackedFiles } from '../disk/tracked';
import { finishWriting, writeFiles } from '../disk/write-files';
import { planWrite } from '../disk/write-plan';
import type { Component } from '../graph/application';
import { plainLines } from '../model/escape';
import { type Finding, formatFindings } from '../model/finding';
import { filesOfFleet, synthFleet, writtenTrees } from './fleet';
import { validateFleet, validateTracked } from './validate';

/** What a run of synth prints, and its exit code: 0 written, 1 the file system or the code refused, 3 nothing written. */
export interface SynthResult {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

const isError = ({ severity }: Finding) => severity === 'error';

/** Writes the platforms of all clusters below `root`, or explains why not. */
export function runSynth(root: string, componentsOf: (cluster: Cluster) => readonly Component[]): SynthResult {
  try {
    return withLock(root, () => synth(root, componentsOf));
  } catch (error) {
    return { code: 1, out: [], err: [plainLines(describeError(error))] };
  }
}

function synth(root: string, componentsOf: (cluster: Cluster) => readonly Component[]): SynthResult {
  finishWriting(root);
  const folder = readClusterFolder(root);
  const { clusters, findings } = loadFleet(folder.files);
  const read = [...folder.findings, ...findings];
  const found = clusters.length === 0 && !read.some(isError) ? [...read, noClusterFile] : read;
  const tracked = trackedFiles(root);
  if (found.some(isError)) return refusal([...found, ...validateTracked(except(tracked, isWritten))]);
  const written = synthFleet(clusters, componentsOf);
  const plan = planWrite(root, writtenTrees, filesOfFleet(written));
  const others = except(tracked, file => plan.remove.includes(file));
  const problems = [...found, ...validateFleet(written, others), ...plan.findings];
  if (problems.some(isError)) return refusal(problems);
  writeFiles(root, plan);
  return {
    code: 0,
    out: [
      ...plan.remove.map(path => `removed ${plainLines(path)}`),
      ...written.map(({ cluster, managed, bootstrap }) => {
        const layers = [...managed.keys()].filter(file => file.startsWith(`gitops/argocd/apps/${cluster.name}/`));
        return `${cluster.name}: ${layers.length} layers, ${managed.size + bootstrap.size} files`;
      }),
    ],
    err: problems.length > 0 ? [formatted(problems)] : [],
  };
}

const isWritten = (file: string) => writtenTrees.some(tree => file.startsWith(`${tree}/`));

/** Files that synth replaces or removes are not judged by what they hold now. */
function except(tracked: TrackedFiles, isReplaced: (file: string) => boolean): TrackedFiles {
  return { ...tracked, files: tracked.files.filter(file => !isReplaced(file)) };
}

const refusal = (findings: readonly Finding[]): SynthResult => ({
  code: 3,
  out: [],
  err: [formatted(findings), 'nothing was written'],
});

const formatted = (findings: readonly Finding[]) => plainLines(formatFindings(findings));
