import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../cli/exit-codes';
import { loadSource, type Source } from '../../../cli/manifests';
import { lintPolicies } from '../../../policy/lint/lint';
import { schemaOf } from '../../../upstream/schemas/load';
import { createCounter, type Tally } from '../tally';
import { isAdminPolicy } from './obstacles';

/** Directories that the suite refuses for a NetworkPolicy, by the code of the finding that says why. */
const refused: Readonly<Record<string, string>> = {
  'bad_netpols/subdir1': 'cidr-unreadable',
  'bad_netpols/subdir2': 'label-key',
  'bad_netpols/subdir3': 'peer-two-kinds',
  'bad_netpols/subdir4': 'peer-empty',
  'bad_netpols/subdir5': 'port-not-listened',
  'bad_netpols/subdir6': 'named-port-outside',
  'bad_netpols/subdir7': 'label-value',
  np_bad_path_test_1: 'duplicate-object',
  np_bad_path_test_2: 'end-port-alone',
  np_test_with_empty_port_range: 'range-inverted',
};

/** Whether lint reports what the suite refuses. */
export function compareRefusals(folder: string): Tally {
  const counter = createCounter();
  for (const [directory, code] of Object.entries(refused)) {
    if (!existsSync(join(folder, 'tests', directory))) {
      counter.skip('directories that this copy does not have');
      continue;
    }
    const codes = findingsIn(join(folder, 'tests', directory)).findings.map(finding => finding.code);
    const found = codes.includes(code) ? code : codes.join(', ') || 'nothing';
    counter.check({ file: join('tests', directory), what: 'lint', expected: code, found });
  }
  return counter.tally;
}

/** Whether every policy of a kind that Cilium does not enforce is reported. */
export function compareUnsupported(folder: string): Tally {
  const counter = createCounter();
  for (const directory of readdirSync(join(folder, 'tests')).sort()) {
    const { manifests, findings } = findingsIn(join(folder, 'tests', directory));
    const reported = new Set(
      findings.flatMap(({ code, file, line }) => (code === 'unsupported-kind' ? [`${file}:${line}`] : [])),
    );
    for (const { object, file, lineOf } of manifests.filter(isAdminPolicy)) {
      const found = reported.has(`${file}:${lineOf([])}`) ? 'reported' : 'ignored without a word';
      const what = `${object.kind} ${object.metadata.name}`;
      counter.check({ file: join('tests', directory), what, expected: 'reported', found });
    }
  }
  return counter.tally;
}

/** A directory without any manifest is an error of every command. */
function findingsIn(place: string) {
  const { manifests, findings } = sourceOf(place) ?? { manifests: [], findings: [] };
  return { manifests, findings: [...findings, ...lintPolicies(manifests, { schemaOf })] };
}

function sourceOf(place: string): Source | undefined {
  try {
    return loadSource(place);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
