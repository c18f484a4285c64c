import { parseManifests } from '../../model/manifest';
import { createEngine, type Engine } from '../../policy/engine';
import type { Endpoint } from '../../policy/input';
import { listingsOf } from '../../policy/listing';
import { openPairs } from '../../policy/pairs';
import { schemaOf } from '../../upstream/schemas/load';
import { pods, policies, portRanges, scalabilityReport } from './clusters';

/**
 * The engine's speed: full matrices, the world among the ends, and single verdicts. Medians of processor time; exit 1 where a limit is
 * broken. Figures of other machines say little: growth is what to look at.
 */
const limits = {
  /** Of 1,000 workloads under 500 policies. */
  matrixSeconds: 1,
  verdictMicroseconds: 50,
  /** What Cilium's scalability report gives for one endpoint (Documentation/operations/performance/scalability/report.rst). */
  reportSeconds: 0.6,
  /** Of a matrix with twice as many port ranges; linear is 2, quadratic 4. */
  rangeGrowth: 3,
};

/** Of the processor: what else runs on the machine does not count. */
function seconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
const repeat = (times: number, measure: () => number) => median(Array.from({ length: times }, measure));

const manifestsOf = (text: string) => parseManifests(text, 'policies.yaml');

/** Every ordered pair on all ports, by one engine that remembers nothing; endpoints of one identity are asked once. */
function matrix(engine: Engine, names: readonly string[]): number {
  const [listing] = listingsOf([engine], names);
  let open = 0;
  for (const source of listing!.sources.keys()) {
    const ranges = listing!.from(source);
    for (const target of listing!.targets.keys()) if ((ranges(target)?.length ?? 0) > 0) open++;
  }
  return open;
}

/** One of each label set: a matrix of many pods has a line for each workload. */
function oneOfEach(endpoints: readonly Endpoint[]): string[] {
  const first = new Map<string, string>();
  for (const { name, namespace, labels } of endpoints) {
    const key = JSON.stringify([namespace, labels]);
    if (!first.has(key)) first.set(key, name);
  }
  return [...first.values()];
}

/** From parsed manifests to the last cell. */
const matrixSeconds = (text: string, endpoints: readonly Endpoint[], times = 3) => {
  const manifests = manifestsOf(text);
  const names = oneOfEach(endpoints);
  return repeat(times, () => seconds(() => matrix(createEngine(manifests, endpoints, schemaOf), names)));
};

/** One flow of many after another, each end compiled before. */
function verdictMicroseconds(engine: Engine): number {
  const names = engine.endpoints.map(({ name }) => name);
  const ask = (round: number) => {
    for (let index = 0; index < 10_000; index++) {
      const [from, to] = [names[(index * 7 + round) % names.length]!, names[(index * 13) % names.length]!];
      engine.judge({ from, to, port: 8000 + (index % 10), protocol: 'TCP', http: { method: 'GET', path: '/v2/x' } });
    }
  };
  ask(0);
  let round = 0;
  return repeat(5, () => seconds(() => ask(++round)) * 100);
}

const broken: string[] = [];
function report(what: string, value: number, unit: string, limit?: number): void {
  const within = limit === undefined ? '' : ` (limit ${limit}${unit})`;
  console.log(`  ${what.padEnd(44)} ${value.toFixed(3)}${unit}${within}`);
  if (limit !== undefined && value > limit) broken.push(what);
}

/** The same measure at several sizes, each with its ratio to the one before. */
function growth(
  sizes: readonly number[],
  measure: (size: number) => number,
  nameOf: (size: number) => string,
): number[] {
  const values = sizes.map(measure);
  return values.map((value, index) => {
    const ratio = index === 0 ? 1 : value / values[index - 1]!;
    report(`${nameOf(sizes[index]!)}${index === 0 ? '' : `, ${ratio.toFixed(1)} times the one before`}`, value, ' s');
    return ratio;
  });
}

const fiveHundred = policies(500);
console.log('1,000 workloads, 500 policies');
report('full matrix', matrixSeconds(fiveHundred, pods(1000)), ' s', limits.matrixSeconds);
const warm = createEngine(manifestsOf(fiveHundred), pods(1000), schemaOf);
report('warm verdict', verdictMicroseconds(warm), ' µs', limits.verdictMicroseconds);

console.log('pods, ten of each workload, 500 policies');
growth(
  [100, 1000, 10_000],
  count => matrixSeconds(fiveHundred, pods(count, 10)),
  count => `${count} pods`,
);

console.log('overlapping port ranges of one pair');
const ratios = growth(
  [500, 1000, 2000, 4000],
  count => matrixSeconds(portRanges(count), pods(2)),
  count => `${count} ranges`,
);
report('largest growth of twice as many', Math.max(...ratios), '', limits.rangeGrowth);

console.log('50,000 pods of 250 identities, 500 policies, half of them L7');
const { text, endpoints } = scalabilityReport();
report('full matrix', matrixSeconds(text, endpoints), ' s', limits.reportSeconds);

console.log('as many policies as workloads, every open pair');
growth(
  [1250, 2500, 5000],
  count => {
    const engine = createEngine(manifestsOf(policies(count)), pods(count), schemaOf);
    const names = engine.endpoints.map(({ name }) => name);
    let open = 0;
    const taken = seconds(() => {
      for (const _ of openPairs(listingsOf([engine], names)[0]!)) open++;
    });
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
    console.log(`    ${open} open pairs, ${megabytes} MB resident`);
    return taken;
  },
  count => `${count} workloads`,
);

if (broken.length > 0) {
  console.log(`over the limit: ${broken.join(', ')}`);
  process.exitCode = 1;
}
