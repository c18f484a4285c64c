import { allChecks } from '../checks/all';
import { requireClosure } from '../checks/require-closure';
import { runChecks } from '../checks/run';
import type { Finding } from '../model/finding';
import { readRepository } from '../repository/repository';
import { type ClusterFiles, filesOfFleet } from './fleet';

// The proof of the closure takes longer than everything else together; `npm run check` has it.
const checks = allChecks.filter(check => check !== requireClosure);

/** Errors that the checks find in what is about to be written. */
export function validateFleet(clusters: readonly ClusterFiles[]): Finding[] {
  const graphs = new Map(clusters.map(({ cluster, graph }) => [cluster.name, graph]));
  // What synth writes about suppressions never expires.
  const { findings } = runChecks(readRepository(filesOfFleet(clusters), graphs), checks, { today: '' });
  return findings.filter(({ severity }) => severity === 'error');
}
