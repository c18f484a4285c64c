import type { Graph } from '../graph/graph';
import type { Connection, Peer } from '../graph/workload';
import type { Finding } from '../model/finding';
import type { Manifest } from '../model/manifest';
import { formatPath } from '../model/yaml';
import { directionRanges, formatRanges, type OpenRange, subtractRanges } from '../policy/connectivity';
import { createEngine, type Engine } from '../policy/engine';
import type { Flow, Settings } from '../policy/input';
import { type Direction, judgeDirection } from '../policy/judge';
import { describeObject } from '../policy/rules';
import { outcome } from '../policy/verdict';
import {
  type Actor,
  firewalledNodes,
  foreignPods,
  means,
  nodePeers,
  outsideActors,
  ownActors,
  podActors,
} from './endpoints';
import { type Expectation, expectations } from './expectation';
import { admits, type Request, requestsOf } from './requests';

/** A cluster that is to be proven: what its policies decide against what its graph says. */
export interface Scene {
  readonly graph: Graph;
  readonly settings: Settings;
  /** Whose policies are asked. */
  readonly subjects: readonly Actor[];
  /** Who may be at the other end. */
  readonly peers: readonly Actor[];
}

export interface Proof {
  /** A subject, a direction and a peer each, on every port of every listed protocol. */
  readonly pairs: number;
  readonly requests: number;
  readonly findings: readonly Finding[];
}

export function createScene(graph: Graph, manifests: readonly Manifest[], settings: Settings): Scene {
  const selectable = [...podActors(graph, manifests), ...ownActors];
  const isProxied = hasProxy(graph, manifests);
  return {
    graph,
    settings,
    subjects: [
      ...selectable.filter(({ kind }) => kind !== 'ingress' || isProxied),
      ...(settings.hostFirewall ? firewalledNodes : []),
    ],
    peers: [...selectable, ...foreignPods(graph), ...nodePeers, ...outsideActors(graph, manifests)],
  };
}

/** Without a Gateway and an Ingress, nothing has the identity of their proxy. */
function hasProxy({ connections: needs }: Graph, manifests: readonly Manifest[]): boolean {
  const isProxy = (party: Peer) => 'entities' in party && party.entities.includes('ingress');
  return (
    needs.some(({ from, to }) => isProxy(from) || isProxy(to)) ||
    manifests.some(({ object }) => object.kind === 'Gateway' || object.kind === 'Ingress')
  );
}

export function engineOf({ subjects, peers, settings }: Scene, manifests: readonly Manifest[]): Engine {
  const actors = new Set([...subjects, ...peers]);
  return createEngine(
    manifests,
    [...actors].flatMap(({ endpoint }) => endpoint ?? []),
    settings,
  );
}

/** Compares every pair; the policies are those that are written, so whoever wrote them has no say in it. */
export function proveClosure(scene: Scene, engine: Engine): Proof {
  let [pairs, requests] = [0, 0];
  const count = { pair: () => pairs++, request: () => requests++ };
  const findings = [...unfulfillable(scene), ...deviations(scene, engine, scene.subjects, count)];
  return { pairs, requests, findings };
}

/** What is open or closed against the graph, subject by subject. */
export function* deviations(
  { graph, peers }: Scene,
  engine: Engine,
  subjects: readonly Actor[],
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
  readonly subject: Actor;
  readonly direction: Direction;
  readonly peer: Actor;
  readonly expectation: Expectation;
}

const flowOf = ({ subject, direction, peer }: Pair): Pick<Flow, 'from' | 'to'> =>
  direction === 'egress' ? { from: subject.name, to: peer.name } : { from: peer.name, to: subject.name };

function ranges(pair: Pair): readonly OpenRange[] {
  const { from, to } = flowOf(pair);
  return directionRanges(pair.engine.end(from), pair.engine.end(to), pair.direction);
}

function judged(pair: Pair, range: OpenRange, request: Request = {}) {
  const { engine, direction } = pair;
  const flow = { ...flowOf(pair), protocol: range.protocol, port: range.low, ...request };
  return judgeDirection(engine.end(flow.from), engine.end(flow.to), direction, flow);
}

function* compareRanges(pair: Pair, found: readonly OpenRange[], wanted: readonly OpenRange[]): Generator<Finding> {
  const [opened, closed] = [subtractRanges(found, wanted), subtractRanges(wanted, found)];
  if (opened.length > 0)
    yield finding(pair, opened[0]!, 'not-needed', `leaves ${formatRanges(opened)} open, which no need asks for`);
  if (closed.length === 0) return;
  const whys = new Set(closed.flatMap(range => needsOn(pair, range).map(({ why }) => why)));
  const reason = whys.size === 0 ? 'which is free by design' : `which is needed: ${[...whys].join('; ')}`;
  yield finding(pair, closed[0]!, 'need-denied', `does not leave ${formatRanges(closed)} open, ${reason}`);
}

function* misjudged(pair: Pair, range: OpenRange, request: Request): Generator<Finding> {
  const admitted = admits(needsOn(pair, range), pair.direction, request);
  const verdict = judged(pair, range, request);
  if (verdict !== undefined && (outcome(verdict) === 'allowed') === admitted) return;
  const what = request.dns ?? `${request.http?.method} ${request.http?.path}`;
  const [code, deed] = admitted
    ? ['request-denied', `refuses \`${what}\`, which is needed`]
    : ['request-not-needed', `admits \`${what}\`, which no need asks for`];
  yield finding(pair, range, code!, `${deed}, on ${formatRanges([range])}`);
}

function needsOn({ expectation }: Pair, { protocol, low, high }: OpenRange): Connection[] {
  const isOn = ({ ports }: Connection) =>
    ports.some(port => port.protocol === protocol && port.number <= high && low <= (port.endNumber ?? port.number));
  return expectation.needs.filter(isOn);
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

/** Needs that nobody could ever have: nothing in play stands for an end of theirs. */
function unfulfillable({ graph, peers }: Scene): Finding[] {
  return graph.connections.flatMap(need =>
    [need.from, need.to].some(party => !peers.some(peer => means(party, peer)))
      ? [
          {
            code: 'need-without-end',
            severity: 'error' as const,
            file: 'graph/build.ts',
            path: '',
            message: `nobody is at an end of the need "${need.why}"`,
          },
        ]
      : [],
  );
}
