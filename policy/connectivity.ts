import { compare } from '../model/finding';
import { groupBy } from '../model/group-by';
import { memoize } from '../model/memoize';
import type { CompiledDirection, PolicyConflict } from './compile';
import type { EndpointCase, FlowEndpoint } from './endpoints';
import type { Entry } from './entry';
import { casesOf, portLookup } from './judge';
import { everyRange, intersectRanges, mergeCases, type OpenRange } from './ranges';
import type { Direction } from './rules';
import { sweep } from './sweep';

export const allAllowed = everyRange({ state: 'allowed' });

/** Of an endpoint for which Cilium computes no policy. */
export const allUndecidable = memoize(({ message }: PolicyConflict) =>
  everyRange({ state: 'undecidable', limits: [{ kind: 'unknown', only: [message] }] }),
);

/** All ports on which one end reaches another, as ranges in order; nothing is sampled: the rules' ports cut the ranges. */
export function openRanges(from: FlowEndpoint, to: FlowEndpoint): readonly OpenRange[] {
  const [egress, ingress] = [directionRanges(from, to, 'egress'), directionRanges(from, to, 'ingress')];
  if (egress.length === 0 || ingress === allAllowed) return egress;
  if (ingress.length === 0 || egress === allAllowed) return ingress;
  return intersectRanges(egress, ingress);
}

const profiles = new WeakMap<CompiledDirection, Map<string, readonly OpenRange[]>>();

/** What the policy of one end leaves open, all where it has none; peers that the same entries match are one case. */
export function directionRanges(from: FlowEndpoint, to: FlowEndpoint, direction: Direction): readonly OpenRange[] {
  if (from.cases !== undefined || to.cases !== undefined) {
    const pairs = casesOf(from).flatMap(one => casesOf(to).map(other => [one, other] as const));
    return mergeCases(
      pairs.map(([one, other]) => directionRanges(one.end, other.end, direction)),
      doubtOfCases(pairs.flat()),
    );
  }
  const policy = (direction === 'egress' ? from : to).policy;
  if (policy === undefined) return allAllowed;
  if (policy.conflict !== undefined) return allUndecidable(policy.conflict);
  const compiled = policy[direction];
  if (!compiled.enforced) return allAllowed;
  const peer = (direction === 'egress' ? to : from).peer;
  const named = portLookup(to, direction);
  const matching: Entry[] = [];
  let key = '';
  compiled.entries.forEach((entry, index) => {
    if (!entry.selector.matches(peer)) return;
    matching.push(entry);
    const { name, protocol } = entry.match;
    key += name === undefined ? `${index} ` : `${index}:${named(name, protocol)} `;
    if (entry.selector.doubt?.(peer) !== undefined) key += '? ';
  });
  const known = profiles.get(compiled) ?? new Map<string, readonly OpenRange[]>();
  profiles.set(compiled, known);
  const ranges = known.get(key) ?? sweep(compiled, matching, peer, named);
  known.set(key, ranges);
  return ranges;
}

/** Why it cannot be known which of several ends is meant. */
export function doubtOfCases(cases: readonly EndpointCase[]): string {
  const reasons = [...new Set(cases.flatMap(({ reason }) => reason ?? []))];
  const names = [...new Set(cases.flatMap(({ name }) => (name === '' ? [] : [name])))];
  return [...reasons, `it differs between ${names.join(' and ')}`].join(': ');
}

/** Ends that no verdict tells apart: of one identity, with the same ports of their own. A matrix needs one of each. */
export function groupEquivalent(ends: readonly FlowEndpoint[]): FlowEndpoint[][] {
  const keyOf = ({ cases, peer, ownPorts }: FlowEndpoint) =>
    JSON.stringify([
      cases?.map(({ end }) => end.peer.id) ?? [peer.id],
      [...ownPorts].sort(([a], [b]) => compare(a, b)),
    ]);
  return [...groupBy(ends, keyOf).values()];
}
