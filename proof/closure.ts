import type { Connection } from '../graph/workload';
import type { Finding } from '../model/finding';
import { formatPath } from '../model/yaml';
import { directionRanges } from '../policy/connectivity';
import type { Engine } from '../policy/engine';
import type { Flow } from '../policy/input';
import { judgeDirection } from '../policy/judge';
import { formatRanges, type OpenRange, subtractRanges } from '../policy/ranges';
import { type Direction, describeObject } from '../policy/rules';
import { outcome } from '../policy/verdict';
import type { ClosureModel } from './closure-model';
import { includes, type ProofEndpoint } from './endpoints';
import { type Expectation, expectations } from './expectation';
import { admits, type Request, requestsOf } from './requests';

export interface Proof {
  /** Combinations of subject, direction and peer; each covers every port of every listed protocol. */
  readonly pairs: number;
  readonly requests: number;
  readonly findings: readonly Finding[];
}

/** Compares every pair. It reads the policies as they are written, so it does not depend on the code that wrote them. */
export function proveClosure(model: ClosureModel, engine: Engine): Proof {
  let [pairs, requests] = [0, 0];
  const count = { pair: () => pairs++, request: () => requests++ };
  const findings = [...connectionsWithoutEndpoint(model), ...deviations(model, engine, model.subjects, count)];
  return { pairs, requests, findings };
}

/** What is open although the graph does not allow it, and what is closed although it does, subject by subject. */
export function* deviations(
  { graph, peers }: ClosureModel,
  engine: Engine,
  subjects: readonly ProofEndpoint[],
  count = { pair: () => {}, request: () => {} },
): Generator<Finding> {
  const expect = expectations(graph);
  const requests = requestsOf(graph);
  for (const subject of subjects)
    for (const direction of ['egress', 'ingress'] as const) {
      const expected = expect(subject, direction);
      for (const peer of peers) {
        count.pair();
        const pair: Pair = { engine, subject, direction, peer, expectation: expected(peer) };
        const found = ranges(pair);
        const wanted = pair.expectation.ranges;
        if (found !== wanted) yield* compareRanges(pair, found, wanted);
        for (const range of wanted.filter(({ state }) => state === 'proxied'))
          for (const request of requests[direction]) {
            count.request();
            yield* misjudged(pair, range, request);
          }
      }
    }
}

/** One end whose policy is asked, with another. */
interface Pair {
  readonly engine: Engine;
  readonly subject: ProofEndpoint;
  readonly direction: Direction;
  readonly peer: ProofEndpoint;
  readonly expectation: Expectation;
}

const flowOf = ({ subject, direction, peer }: Pair): Pick<Flow, 'from' | 'to'> =>
  direction === 'egress' ? { from: subject.name, to: peer.name } : { from: peer.name, to: subject.name };

function ranges(pair: Pair): readonly OpenRange[] {
  const { from, to } = flowOf(pair);
  return directionRanges(pair.engine.endpoint(from), pair.engine.endpoint(to), pair.direction);
}

function judged(pair: Pair, range: OpenRange, request: Request = {}) {
  const { engine, direction } = pair;
  const flow = { ...flowOf(pair), protocol: range.protocol, port: range.low, ...request };
  return judgeDirection(engine.endpoint(flow.from), engine.endpoint(flow.to), direction, flow);
}

function* compareRanges(pair: Pair, found: readonly OpenRange[], wanted: readonly OpenRange[]): Generator<Finding> {
  const [opened, closed] = [subtractRanges(found, wanted), subtractRanges(wanted, found)];
  if (opened.length > 0)
    yield finding(
      pair,
      opened[0]!,
      'connection-not-allowed',
      `leaves ${formatRanges(opened)} open, which no connection of the graph allows`,
    );
  if (closed.length === 0) return;
  const whys = new Set(closed.flatMap(range => connectionsOn(pair, range).map(({ why }) => why)));
  const reason = whys.size === 0 ? 'which is always allowed' : `which the graph allows: ${[...whys].join('; ')}`;
  yield finding(pair, closed[0]!, 'connection-denied', `does not leave ${formatRanges(closed)} open, ${reason}`);
}

function* misjudged(pair: Pair, range: OpenRange, request: Request): Generator<Finding> {
  const admitted = admits(connectionsOn(pair, range), pair.direction, request);
  const verdict = judged(pair, range, request);
  if (verdict !== undefined && (outcome(verdict) === 'allowed') === admitted) return;
  const what = request.dns ?? `${request.http?.method} ${request.http?.path}`;
  const [code, effect] = admitted
    ? ['request-denied', `refuses \`${what}\`, which the graph allows`]
    : ['request-not-allowed', `admits \`${what}\`, which no connection of the graph allows`];
  yield finding(pair, range, code!, `${effect}, on ${formatRanges([range])}`);
}

function connectionsOn({ expectation }: Pair, { protocol, low, high }: OpenRange): Connection[] {
  const isOn = ({ ports }: Connection) =>
    ports.some(port => port.protocol === protocol && port.number <= high && low <= (port.endNumber ?? port.number));
  return expectation.connections.filter(isOn);
}

function finding(pair: Pair, range: OpenRange, code: string, message: string): Finding {
  const { from, to } = flowOf(pair);
  const [rule] = judged(pair, range)?.rules ?? [];
  const policy = rule === undefined ? 'no policy selects it' : `\`${describeObject(rule.manifest.object)}\` decides`;
  return {
    code,
    severity: 'error',
    file: rule?.manifest.file ?? 'graph/build.ts',
    ...(rule && { line: rule.manifest.lineOf(rule.path) }),
    path: rule === undefined ? '' : formatPath(rule.path),
    message: `\`${from}\` → \`${to}\`: the ${pair.direction} of \`${pair.subject.name}\` ${message}; ${policy}`,
  };
}

/** Connections without any endpoint at one of their sides: the policies cannot be asked about them. */
function connectionsWithoutEndpoint({ graph, peers }: ClosureModel): Finding[] {
  return graph.connections.flatMap(connection =>
    [connection.from, connection.to].some(side => !peers.some(peer => includes(side, peer)))
      ? [
          {
            code: 'connection-without-endpoint',
            severity: 'error' as const,
            file: 'graph/build.ts',
            path: '',
            message: `no endpoint is at one side of the connection "${connection.why}"`,
          },
        ]
      : [],
  );
}
