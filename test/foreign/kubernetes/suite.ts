import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterpreter } from '../go/interpreter';
import { parseGo } from '../go/syntax';
import { UnsupportedError } from '../go/values';
import type { Suite } from '../suite';
import { type Counter, createCounter } from '../tally';
import { isDeniedByAddress } from './cluster';
import { createGinkgo } from './ginkgo';
import { createLibrary, type Validation } from './library';

const file = 'network_policy.go';

/** Kubernetes' own tests of network policies (`test/e2e/network/netpol`), with the engine in the cluster's place. */
export const kubernetesE2e: Suite = {
  needs: [file],
  run: folder => {
    const counter = createCounter();
    let current = '';
    const ginkgo = createGinkgo((name, run) => {
      current = name;
      attempt(`test “${name}”`, run, counter);
    });
    const library = createLibrary(ginkgo, validation => compareReachability(current, validation, counter));
    const { unnamed } = createInterpreter([parseGo(file, readFileSync(join(folder, file), 'utf8'))], library);
    for (const declare of unnamed) attempt('a container of tests', declare, counter);
    return new Map([['connections of pods', counter.tally]]);
  },
};

function attempt(what: string, run: () => unknown, counter: Counter): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    counter.skip(`the rest of ${what}, from ${error.message} on`);
  }
}

/** Every ordered pair of pods. */
function compareReachability(test: string, validation: Validation, counter: Counter): void {
  const { cluster, reachability, port, protocol, line } = validation;
  const { judge } = cluster.engine(protocol);
  for (const one of cluster.pods)
    for (const other of cluster.pods) {
      const [from, to] = [one, other].map(({ namespace, name }) => `${namespace}/${name}`) as [string, string];
      const verdict = judge({ from, to, port, protocol });
      if (one === other) counter.skip('connections of a pod with itself, for which policies have no defined effect');
      else if (isDeniedByAddress(verdict, one, other))
        counter.skip('pods that an `ipBlock` names: in Cilium CIDRs do not select pods');
      else
        counter.check({
          file: `${file}:${line}`,
          what: `${test}: ${from} → ${to}:${port}/${protocol}`,
          expected: reachability.isExpected(from, to) ? 'allowed' : 'denied',
          found: verdict.verdict,
        });
    }
}
