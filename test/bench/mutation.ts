import { reasonFor } from '../../proof/expected-survivors';
import { createMutationRun, type Outcome } from '../../proof/mutation-run';
import { mutationsOf } from '../../proof/mutations';
import { writtenCluster } from '../cluster-fixture';
import { fixtureFleet } from '../fleet';

/** Tries every mutation of every written policy, and lists what the proof does not see, with the reason. */
for (const cluster of fixtureFleet) {
  const { manifests, model } = writtenCluster(cluster);
  const attempt = createMutationRun(model, manifests);
  const counts: Record<Outcome, number> = { caught: 0, survives: 0, same: 0, refused: 0 };
  const survivors: string[] = [];
  for (const mutation of mutationsOf(manifests)) {
    const outcome = attempt(mutation);
    counts[outcome]++;
    if (outcome === 'survives') survivors.push(mutation.what);
  }
  const { caught, survives, same, refused } = counts;
  const percent = ((100 * caught) / (caught + survives)).toFixed(1);
  console.log(`${cluster.name}: ${caught} of ${caught + survives} caught, ${percent} %`);
  console.log(`  left out: ${same} that mean the same, ${refused} that Cilium refuses`);
  for (const what of survivors) console.log(`  ${what}: ${reasonFor(what) ?? 'NO REASON IS KNOWN'}`);
}
