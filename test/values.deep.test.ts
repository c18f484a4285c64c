import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { allChecks } from '../checks/all';
import { runChecks } from '../checks/run';
import { loadFleet } from '../config/load';
import { formatFindings } from '../model/finding';
import { isRecord } from '../model/manifest';
import { formatYaml, parseYaml, type Step } from '../model/yaml';
import { readRepository } from '../repository/repository';
import { clusterGraph } from '../workloads/cluster-graph';
import { writtenFiles } from './written-files';

const read = (name: string): unknown =>
  parseYaml(readFileSync(join(__dirname, `clusters/${name}.yaml`), 'utf8'))[0]?.value;
const [east, west] = ['production-east', 'production-west'].map(read);

/** Texts and numbers that pass for many types, at the edge of what upstream takes. */
const values = [
  ...['a', 'a.b', '10.1.0.9', '1', 'true', 'x_y', 'A', 'a'.repeat(63), 'a'.repeat(15), "a'b", '{{ x }}', 'main;id'],
  ...[
    '10.9.0.0/16',
    '0.0.0.0/0',
    '10.9.0.0-10.9.0.4',
    '169.254.1.1',
    '240.0.0.1',
    '^en[0-9]$',
    'feature/a@b',
    'api.x.io',
  ],
  ...['https://x.io/a', 'https://10.1.0.9/a,b', 'ssh://git@x.io:2222/a%20b', 'oci://x.io/a', 'nfs://nas.x.io:/a'],
  ...[0, 1, 100, 65_535, 2_147_483_647, 4_294_967_295],
];

function leavesOf(value: unknown, at: readonly Step[] = []): (readonly Step[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...at, index]));
  return isRecord(value) ? Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...at, key])) : [at];
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], leaf: unknown): unknown {
  if (step === undefined) return leaf;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, leaf) : item));
  return isRecord(value) ? { ...value, [step]: replaced(value[step], rest, leaf) } : value;
}

/** Namespaces of the user's own may be created elsewhere, which `require-references` reports of these files. */
const leaves = leavesOf(east).filter(at => !(at[0] === 'runtimeSecurity' && at[1] === 'namespaces'));

test('whatever value synth accepts in a field, the checks accept what it writes', () => {
  let written = 0;
  const changes = fc.record({ at: fc.constantFrom(...leaves), value: fc.constantFrom(...values) });
  fc.assert(
    fc.property(changes, ({ at, value }) => {
      const files = [replaced(east, at, value), west].map((file, index) => ({
        file: `clusters/${index}.yaml`,
        text: formatYaml([file]),
      }));
      const { clusters, findings } = loadFleet(files);
      const cluster = clusters.find(({ name }) => name !== 'production-west');
      if (cluster === undefined || findings.some(({ severity }) => severity === 'error')) return;
      const { managed, bootstrap } = writtenFiles(cluster, clusters);
      const graphs = new Map([[cluster.name, clusterGraph(cluster, clusters)]]);
      const repository = readRepository(new Map([...managed, ...bootstrap]), graphs);
      const errors = runChecks(repository, allChecks, { today: '2026-01-01' }).findings.filter(
        ({ severity }) => severity === 'error',
      );
      expect(formatFindings(errors)).toBe('');
      written++;
    }),
    { numRuns: 120, seed: 3 },
  );
  expect(written).toBeGreaterThan(5);
}, 600_000);
