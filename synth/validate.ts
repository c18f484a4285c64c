import { allChecks } from '../checks/all';
import { noSecrets } from '../checks/no-secrets';
import { requireClosure } from '../checks/require-closure';
import { runChecks } from '../checks/run';
import type { Finding } from '../model/finding';
import { readRepository, type TrackedTexts } from '../repository/repository';
import { type ClusterFiles, filesOfFleet } from './fleet';

// The proof of the closure takes longer than everything else together; `npm run check` has it.
const checks = allChecks.filter(check => check !== requireClosure);

/** Errors that the checks find in what is about to be written, and in what Git tracks beside it. */
export function validateFleet(clusters: readonly ClusterFiles[], tracked?: TrackedTexts): Finding[] {
  const graphs = new Map(clusters.map(({ cluster, graph }) => [cluster.name, graph]));
  // What synth writes about suppressions never expires.
  const { findings } = runChecks(readRepository(filesOfFleet(clusters), graphs, [], tracked), checks, { today: '' });
  return findings.filter(({ severity }) => severity === 'error');
}

/** Secrets in what Git tracks. */
export function validateTracked(tracked: TrackedTexts): readonly Finding[] {
  return runChecks(readRepository(new Map(), new Map(), [], tracked), [noSecrets], { today: '' }).findings;
}
