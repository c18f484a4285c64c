import { groupBy } from '../model/group-by';
import type { CompiledDirection } from './compile';
import { type Decision, decide, type PortLookup } from './decide';
import { type EndpointCase, type FlowEndpoint, portKey } from './endpoints';
import { type Entry, entryAllows } from './entry';
import type { Flow } from './input';
import type { PeerIdentity } from './peer-identity';
import { judgeRequest, type Request, rivalsOf } from './proxy';
import type { Direction } from './rules';
import { combine, type DirectionVerdict, outcome, type Verdict } from './verdict';

/** Both ends' verdicts on a flow between them. */
export function judge(from: FlowEndpoint, to: FlowEndpoint, flow: Flow): Verdict {
  return combine(judgeDirection(from, to, 'egress', flow), judgeDirection(from, to, 'ingress', flow));
}

/** Undefined where the side whose policy would be asked is not an endpoint: Cilium enforces nothing there. */
export function judgeDirection(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
): DirectionVerdict | undefined {
  if (from.cases === undefined && to.cases === undefined) return judgeCase(from, to, direction, flow);
  const pairs = casesOf(from).flatMap(one => casesOf(to).map(other => ({ one, other })));
  return weighCases(
    pairs.map(({ one, other }) => ({
      name: [one.name, other.name].filter(name => name !== '').join(' → '),
      reason: one.reason ?? other.reason,
      answer: judgeCase(one.end, other.end, direction, flow),
    })),
  );
}

/** An end itself, or each of those that may be meant. */
export const casesOf = (end: FlowEndpoint): readonly EndpointCase[] => end.cases ?? [{ name: '', end }];

interface CaseAnswer {
  readonly name: string;
  readonly reason: string | undefined;
  readonly answer: DirectionVerdict | undefined;
}

/** One answer where all cases have it; otherwise what holds for which. */
function weighCases(cases: readonly CaseAnswer[]): DirectionVerdict | undefined {
  const groups = [...groupBy(cases, ({ answer }) => answer && summary(answer)).values()];
  const [first] = cases;
  if (groups.length < 2 || first === undefined) return first?.answer;
  const parts = groups.map(group => {
    const answer = group[0]?.answer;
    return `${answer === undefined ? 'allowed' : outcome(answer)} for ${group.map(({ name }) => name).join(', ')}`;
  });
  const reasons = [...new Set(cases.flatMap(({ reason }) => reason ?? []))];
  return {
    verdict: 'undecidable',
    because: 'unknown',
    rules: [...new Set(cases.flatMap(({ answer }) => answer?.rules ?? []))],
    reason: [...reasons, parts.join('; ')].join(': '),
  };
}

function judgeCase(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
): DirectionVerdict | undefined {
  const policy = (direction === 'egress' ? from : to).policy;
  if (policy === undefined) return undefined;
  if (policy.conflict !== undefined)
    return {
      verdict: 'undecidable',
      because: 'conflict',
      rules: policy.conflict.rules,
      reason: policy.conflict.message,
    };
  const compiled = policy[direction];
  if (!compiled.enforced) return { verdict: 'allowed', because: 'no-policy', rules: [] };
  const peer = (direction === 'egress' ? to : from).peer;
  return judgeEntries(compiled, compiled.entries, peer, portLookup(to, direction), flow);
}

/** Egress knows the ports of the destination's identity, ingress those of the very endpoint. */
export function portLookup(to: FlowEndpoint, direction: Direction): PortLookup {
  return lookupIn(direction === 'egress' ? to.peer.namedPorts : to.ownPorts);
}

export const lookupIn =
  (ports: FlowEndpoint['ownPorts']): PortLookup =>
  (name, protocol) =>
    ports.get(portKey(name, protocol));

/**
 * What an enforced policy says by some of its entries: those that match the connection are enough. With entries that
 * may or may not match, only an answer that is the same either way is one.
 */
export function judgeEntries(
  compiled: CompiledDirection,
  candidates: readonly Entry[],
  peer: PeerIdentity,
  named: PortLookup,
  flow: Pick<Flow, 'protocol' | 'port'> & Request,
): DirectionVerdict {
  const doubtful = new Map(
    compiled.entries.flatMap(entry => {
      const reason = doubtOf(entry, peer);
      return reason === undefined ? [] : [[entry, reason] as const];
    }),
  );
  const ask = (entries: readonly Entry[], all: readonly Entry[]) =>
    answer(compiled, decide(entries, peer, flow.protocol.toUpperCase(), flow.port, named), flow, named, all);
  const whole = ask(candidates, compiled.entries);
  if (doubtful.size === 0) return whole;
  const without = (drop: (entry: Entry) => boolean) => {
    const isKept = (entry: Entry) => !doubtful.has(entry) || !drop(entry);
    return ask(candidates.filter(isKept), compiled.entries.filter(isKept));
  };
  const others = [without(() => true), without(entryAllows), without(entry => !entryAllows(entry))];
  if (others.every(other => summary(other) === summary(whole))) return whole;
  const reasons = new Set(candidates.flatMap(entry => doubtful.get(entry) ?? []));
  return { verdict: 'undecidable', because: 'unknown', rules: whole.rules, reason: [...reasons].join(', ') };
}

/** Why it cannot be known whether an entry matches a peer. */
export function doubtOf({ unsure, selector }: Entry, peer: PeerIdentity): string | undefined {
  return unsure ?? (selector.doubt !== undefined && selector.matches(peer) ? selector.doubt(peer) : undefined);
}

const summary = ({ verdict, proxied, authentication }: DirectionVerdict) =>
  JSON.stringify([verdict, proxied?.parser, proxied?.verdict, authentication]);

function answer(
  compiled: CompiledDirection,
  decision: Decision,
  flow: Request,
  named: PortLookup,
  entries: readonly Entry[],
): DirectionVerdict {
  const { verdict, entry, authentication } = decision;
  if (entry === undefined)
    return compiled.defaultDeny.length === 0
      ? { verdict, because: 'enforcement', rules: [] }
      : { verdict, because: 'default-deny', rules: compiled.defaultDeny };
  if (typeof entry.origin === 'string') return { verdict, because: entry.origin, rules: [] };
  const proxied = judgeRequest(decision, rivalsOf(entry, entries, named), flow);
  return {
    verdict,
    because: 'rules',
    rules: entry.origin,
    ...(proxied && { proxied }),
    ...(authentication && { authentication }),
  };
}
