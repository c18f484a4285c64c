import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ciliumConnectivity } from './cilium/connectivity/suite';
import { ciliumExamples } from './cilium/examples';
import { ciliumRules } from './cilium/rules';
import { kubernetesE2e } from './kubernetes/suite';
import { netpolAnalyzer } from './netpol-analyzer/suite';
import type { Suite } from './suite';
import { formatTally } from './tally';

const suites: Readonly<Record<string, Suite>> = {
  'netpol-analyzer': netpolAnalyzer,
  'cilium-rules': ciliumRules,
  'cilium-connectivity': ciliumConnectivity,
  'cilium-examples': ciliumExamples,
  'kubernetes-e2e': kubernetesE2e,
};

const USAGE = `usage: npm run foreign -- SUITE FOLDER
Compares the policy engine with a test suite of another project, read from a folder that you fetched.
${Object.entries(suites)
  .map(([name, { needs }]) => `  ${name.padEnd(20)} FOLDER holds ${needs.join(', ')}`)
  .join('\n')}`;

/** Exits with 0 where everything agrees, 1 where something does not, 64 on wrong arguments. */
export function main([name = '', folder, ...rest]: readonly string[]): number {
  const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
  if (suite === undefined || folder === undefined || rest.length > 0) {
    console.error(USAGE);
    return 64;
  }
  const missing = suite.needs.filter(path => !existsSync(join(folder, path)));
  if (missing.length > 0) {
    console.error(`\`${folder}\` does not hold ${missing.join(', ')}; name a copy of the suite’s repository`);
    return 64;
  }
  const tallies = [...suite.run(folder)];
  for (const [part, tally] of tallies) console.log(formatTally(part, tally));
  return tallies.some(([, { disagreements }]) => disagreements.length > 0) ? 1 : 0;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
