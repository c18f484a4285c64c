import { compare } from '../model/finding';
import type { CompiledDirection } from './compile';
import type { PortLookup } from './decide';
import type { FlowEndpoint } from './endpoints';
import { casesOf, judgeDirection, portLookup } from './judge';
import type { Direction } from './rules';
import { type DirectionVerdict, outcome } from './verdict';

/** A range of ports on which a connection is not denied. */
export interface OpenRange {
  readonly protocol: string;
  /** ICMP types, where the protocol is ICMP. */
  readonly low: number;
  readonly high: number;
  /** `proxied`: L7 rules have the last word. */
  readonly state: 'allowed' | 'proxied' | 'authenticated' | 'undecidable';
}

/** Protocols that a listing is made of; `ICMPV6` is ICMP's case over again, the peers here have no family. */
export const listedProtocols = ['TCP', 'UDP', 'SCTP', 'ICMP'] as const;

const firstPort = (protocol: string) => (protocol === 'ICMP' ? 0 : 1);
const lastPort = (protocol: string) => (protocol === 'ICMP' ? 255 : 65_535);

/** Worse states win where the two ends differ. */
const statesByWeight = ['undecidable', 'authenticated', 'proxied', 'allowed'] as const;

const everything = (state: OpenRange['state']): readonly OpenRange[] =>
  listedProtocols.map(protocol => ({ protocol, low: firstPort(protocol), high: lastPort(protocol), state }));
const allAllowed = everything('allowed');
const allUndecidable = everything('undecidable');

/** All ports on which one end reaches another, as ranges in order; nothing is sampled: the rules' ports cut the ranges. */
export function openRanges(from: FlowEndpoint, to: FlowEndpoint): readonly OpenRange[] {
  const [egress, ingress] = [directionRanges(from, to, 'egress'), directionRanges(from, to, 'ingress')];
  if (egress.length === 0 || ingress === allAllowed) return egress;
  if (ingress.length === 0 || egress === allAllowed) return ingress;
  return remembered(intersections, egress, ingress, () => intersect(egress, ingress));
}

/** Ends that no verdict tells apart: of one identity, with the same ports of their own. A matrix needs one of each. */
export function groupEquivalent(ends: readonly FlowEndpoint[]): FlowEndpoint[][] {
  const groups = new Map<string, FlowEndpoint[]>();
  for (const end of ends) {
    const ids = end.cases?.map(each => each.end.peer.id) ?? [end.peer.id];
    const key = JSON.stringify([ids, [...end.ownPorts].sort(([a], [b]) => compare(a, b))]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [end]);
    else group.push(end);
  }
  return [...groups.values()];
}

const profiles = new WeakMap<CompiledDirection, Map<string, readonly OpenRange[]>>();
const intersections = new WeakMap<readonly OpenRange[], Map<readonly OpenRange[], readonly OpenRange[]>>();

function remembered<A extends object, B, T>(store: WeakMap<A, Map<B, T>>, a: A, b: B, make: () => T): T {
  const row = store.get(a) ?? new Map<B, T>();
  store.set(a, row);
  const known = row.get(b) ?? make();
  row.set(b, known);
  return known;
}

/** What the policy of one end leaves open, all where it has none; peers that the same entries match are one case. */
export function directionRanges(from: FlowEndpoint, to: FlowEndpoint, direction: Direction): readonly OpenRange[] {
  if (from.cases !== undefined || to.cases !== undefined) return caseRanges(from, to, direction);
  const policy = (direction === 'egress' ? from : to).policy;
  if (policy === undefined) return allAllowed;
  if (policy.conflict !== undefined) return allUndecidable;
  const compiled = policy[direction];
  if (!compiled.enforced) return allAllowed;
  const peer = (direction === 'egress' ? to : from).peer;
  const named = portLookup(to, direction);
  let key = '';
  compiled.entries.forEach(({ selector, match }, index) => {
    if (!selector.matches(peer)) return;
    key += match.name === undefined ? `${index} ` : `${index}:${named(match.name, match.protocol)} `;
    if (selector.doubt?.(peer) !== undefined) key += '? ';
  });
  return remembered(profiles, compiled, key, () => cutRanges(from, to, direction, compiled));
}

/** Where several ends may be meant, a port is open in one state if it is so for each of them, else undecidable. */
function caseRanges(from: FlowEndpoint, to: FlowEndpoint, direction: Direction): readonly OpenRange[] {
  const all = casesOf(from).flatMap(one => casesOf(to).map(other => directionRanges(one.end, other.end, direction)));
  const [first = []] = all;
  if (all.every(ranges => ranges === first)) return first;
  return listedProtocols.flatMap(protocol => {
    const own = all.map(ranges => ranges.filter(range => range.protocol === protocol));
    const cuts = [...new Set([firstPort(protocol), ...own.flat().flatMap(({ low, high }) => [low, high + 1])])].sort(
      (a, b) => a - b,
    );
    return joinRanges(
      cuts.flatMap((low, index) => {
        if (low > lastPort(protocol)) return [];
        const high = (cuts[index + 1] ?? lastPort(protocol) + 1) - 1;
        const states = new Set(own.map(ranges => ranges.find(range => range.low <= low && low <= range.high)?.state));
        const [state] = states;
        if (states.size > 1) return [{ protocol, low, high, state: 'undecidable' as const }];
        return state === undefined ? [] : [{ protocol, low, high, state }];
      }),
    );
  });
}

function cutRanges(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  compiled: CompiledDirection,
): OpenRange[] {
  return listedProtocols.flatMap(protocol => {
    const cuts = [...new Set([firstPort(protocol), ...cutsOf(compiled, portLookup(to, direction), protocol)])];
    cuts.sort((a, b) => a - b);
    return joinRanges(
      cuts.flatMap((low, index) => {
        const state = stateOf(judgeDirection(from, to, direction, { from: '', to: '', protocol, port: low })!);
        const high = (cuts[index + 1] ?? lastPort(protocol) + 1) - 1;
        return state === undefined ? [] : [{ protocol, low, high, state }];
      }),
    );
  });
}

function cutsOf(compiled: CompiledDirection, named: PortLookup, protocol: string): number[] {
  return compiled.entries
    .flatMap(({ match }) => {
      if (match.protocol !== protocol) return [];
      const low = match.name === undefined ? match.port : named(match.name, protocol);
      return low === undefined || low === 0 ? [] : [low, Math.max(low, match.endPort) + 1];
    })
    .filter(port => port <= lastPort(protocol));
}

function stateOf(direction: DirectionVerdict): OpenRange['state'] | undefined {
  const verdict = outcome(direction);
  if (verdict !== 'allowed') return verdict === 'denied' ? undefined : verdict;
  if (direction.authentication === 'required') return 'authenticated';
  return direction.proxied === undefined ? 'allowed' : 'proxied';
}

function intersect(a: readonly OpenRange[], b: readonly OpenRange[]): OpenRange[] {
  return joinRanges(
    a.flatMap(one =>
      b.flatMap(other => {
        const [low, high] = [Math.max(one.low, other.low), Math.min(one.high, other.high)];
        if (one.protocol !== other.protocol || low > high) return [];
        const state = statesByWeight.find(each => each === one.state || each === other.state)!;
        return [{ protocol: one.protocol, low, high, state }];
      }),
    ),
  );
}

/** The ports of `a` that `b` does not have in the same state. */
export function subtractRanges(a: readonly OpenRange[], b: readonly OpenRange[]): OpenRange[] {
  return a.flatMap(range =>
    b
      .filter(hole => hole.protocol === range.protocol && hole.state === range.state)
      .reduce<OpenRange[]>(
        (rest, hole) =>
          rest.flatMap(part => [
            ...(part.low < hole.low ? [{ ...part, high: Math.min(part.high, hole.low - 1) }] : []),
            ...(part.high > hole.high ? [{ ...part, low: Math.max(part.low, hole.high + 1) }] : []),
          ]),
        [range],
      ),
  );
}

/** Adjacent ranges of one state are one range. */
export function joinRanges(ranges: readonly OpenRange[]): OpenRange[] {
  const joined: OpenRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    const continues = last?.protocol === range.protocol && last.state === range.state && last.high === range.low - 1;
    if (continues) joined[joined.length - 1] = { ...last, high: range.high };
    else joined.push(range);
  }
  return joined;
}

/** `TCP 80, 8000-8999 (http)`; everything that has no port is left out of `all`. */
export function formatRanges(ranges: readonly OpenRange[]): string {
  const isEverything = listedProtocols.every(protocol =>
    ranges.some(
      range =>
        range.protocol === protocol &&
        range.state === 'allowed' &&
        range.low === firstPort(protocol) &&
        range.high === lastPort(protocol),
    ),
  );
  if (isEverything) return 'all';
  return listedProtocols
    .flatMap(protocol => {
      const own = ranges.filter(range => range.protocol === protocol);
      return own.length === 0 ? [] : [`${protocol} ${own.map(formatRange).join(', ')}`];
    })
    .join('; ');
}

function formatRange({ protocol, low, high, state }: OpenRange): string {
  const isAll = low === firstPort(protocol) && high === lastPort(protocol);
  const ports = isAll ? 'all' : low === high ? `${low}` : `${low}-${high}`;
  return state === 'allowed' ? ports : `${ports} (${state})`;
}
