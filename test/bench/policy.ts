import { parseManifests } from '../../model/manifest';
import { groupEquivalent, openRanges } from '../../policy/connectivity';
import { createEngine, type Engine } from '../../policy/engine';
import type { Endpoint } from '../../policy/input';
import { schemaOf } from '../../upstream/schemas/load';

/**
 * The engine's speed: a full matrix of 1,000 workloads under 500 policies, one verdict, and how both grow with pods.
 * Medians; exit 1 where a limit is broken.
 */
const MATRIX_LIMIT_SECONDS = 2;
const VERDICT_LIMIT_MICROSECONDS = 50;
const NAMESPACES = 50;

/** Each is an identity of its own where `replicas` is 1. */
function pods(count: number, replicas = 1): Endpoint[] {
  return Array.from({ length: count }, (_, index) => {
    const app = Math.floor(index / replicas);
    return {
      name: `pod-${index}`,
      namespace: `ns-${app % NAMESPACES}`,
      labels: { app: `app-${app}`, tier: `tier-${app % 4}`, part: `part-${app % 7}` },
      namedPorts: [{ name: 'http', port: 8000 + (app % 10), protocol: 'TCP' }],
    };
  });
}

/** Policies of four kinds: for one application, for a tier with the internet, with HTTP, and for a whole namespace. */
function policies(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const namespace = `ns-${index % NAMESPACES}`;
    const [subject, ingress, egress] = [
      [
        `app: app-${index}`,
        `[{ fromEndpoints: [{ matchLabels: { tier: tier-${index % 4} } }], toPorts: [{ ports: [{ port: http, protocol: TCP }] }] }]`,
        `[{ toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: ns-${(index + 1) % NAMESPACES} } }], toPorts: [{ ports: [{ port: "8000", endPort: 8009, protocol: TCP }] }] }]`,
      ],
      [
        `tier: tier-${index % 4}`,
        '[{ fromEntities: [cluster] }]',
        `[{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }, { toFQDNs: [{ matchPattern: "*.example-${index}.com" }] }]`,
      ],
      [
        `part: part-${index % 7}`,
        `[{ fromEndpoints: [{ matchLabels: { part: part-${index % 7} } }], toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: GET, path: "/v${index}/.*" }] } }] }]`,
        '[{ toEntities: [kube-apiserver] }]',
      ],
      ['', '[{ fromEndpoints: [{}] }]', '[{ toEndpoints: [{}] }]'],
    ][index % 4]!;
    return `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: p-${index}, namespace: ${namespace} }
spec:
  endpointSelector: { matchLabels: { ${subject} } }
  ingress: ${ingress}
  egress: ${egress}
`;
  }).join('---');
}

const manifests = parseManifests(policies(500), 'policies.yaml');

function engineOf(endpoints: readonly Endpoint[]): Engine {
  return createEngine(manifests, endpoints, schemaOf);
}

/** Every ordered pair, on all ports; pairs of one identity are asked once. */
function matrix(engine: Engine): number {
  const ends = groupEquivalent(engine.endpoints.map(({ name }) => engine.endpoint(name)));
  let open = 0;
  for (const [from, ...twins] of ends)
    for (const [to, ...others] of ends)
      if (openRanges(from!, to!).length > 0) open += (1 + twins.length) * (1 + others.length);
  return open;
}

function seconds(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
const repeat = (times: number, measure: () => number) => median(Array.from({ length: times }, measure));

/** The engine is made anew each time: nothing is remembered from one matrix to the next. */
const matrixSeconds = (endpoints: readonly Endpoint[]) => repeat(3, () => seconds(() => matrix(engineOf(endpoints))));

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

const thousand = pods(1000);
const whole = matrixSeconds(thousand);
const verdict = verdictMicroseconds(engineOf(thousand));
console.log('1,000 workloads, 500 policies');
console.log(
  `  full matrix   ${whole.toFixed(2)} s (limit ${MATRIX_LIMIT_SECONDS} s), ${((whole * 1e6) / thousand.length ** 2).toFixed(2)} µs a pair`,
);
console.log(`  warm verdict  ${verdict.toFixed(1)} µs (limit ${VERDICT_LIMIT_MICROSECONDS} µs)`);

console.log('growth with pods, ten of each workload');
const sizes = [100, 1000, 10_000];
const grown = sizes.map(count => {
  const endpoints = pods(count, 10);
  return { count, matrix: matrixSeconds(endpoints), verdict: verdictMicroseconds(engineOf(endpoints)) };
});
for (const [index, { count, matrix, verdict }] of grown.entries()) {
  const before = grown[index - 1];
  const ratio = before === undefined ? '' : `, ${(matrix / before.matrix).toFixed(1)} times the matrix of a tenth`;
  console.log(
    `  ${`${count}`.padStart(6)} pods  matrix ${matrix.toFixed(3)} s, verdict ${verdict.toFixed(1)} µs${ratio}`,
  );
}

if (whole > MATRIX_LIMIT_SECONDS || verdict > VERDICT_LIMIT_MICROSECONDS) process.exitCode = 1;
