import { groupBy } from '../model/group-by';
import type { CompiledDirection } from './compile';
import { allAllowed, allUndecidable } from './connectivity';
import type { PortLookup } from './decide';
import type { EndpointCase, FlowEndpoint } from './endpoints';
import type { Entry } from './entry';
import type { Settings } from './input';
import { casesOf, lookupIn } from './judge';
import { indexLabels } from './label-index';
import type { PeerIdentity } from './peer-identity';
import type { PeerSelector } from './peers';
import { everything, type Numbers, nothing, numberRanges } from './range-numbers';
import type { OpenRange } from './ranges';
import type { Direction } from './rules';
import { sweep } from './sweep';

/** What sources open to targets, as numbers of ranges: the same number is the same ranges. */
export interface Reach {
  /** Of one source to all targets, by their indexes. */
  row(source: number): Uint32Array;
  /** The ranges of a number; those of `nothing` are none. */
  ranges(number: number): readonly OpenRange[];
}

/**
 * All pairs of sources and targets. Each policy is asked for all its peers at once: a selector knows its peers, and
 * peers that the same entries match are one case.
 */
export function reachOf(sources: readonly FlowEndpoint[], targets: readonly FlowEndpoint[], settings: Settings): Reach {
  const known = numberRanges(settings);
  const [from, to] = [sideOf(sources), sideOf(targets)];
  const ingress = to.cases.map(cases => lazily(() => cases.map(({ end }) => opens(end, 'ingress', from, known))));
  /** Where one of the ends may be several. */
  const ofCases = (source: number, target: number, egress: readonly (Uint32Array | undefined)[]): number => {
    const ends = [from.cases[source]!, to.cases[target]!].flat();
    const numbersIn = (rows: readonly (Uint32Array | undefined)[], peers: readonly number[]) =>
      rows.flatMap(row => peers.map(peer => row?.[peer] ?? everything));
    const out = known.merge(numbersIn(egress, to.peersOf[target]!), ends);
    if (out === nothing) return nothing;
    return known.intersect(out, known.merge(numbersIn(ingress[target]!(), from.peersOf[source]!), ends));
  };
  return {
    ranges: known.rangesOf,
    row: source => {
      const egress = from.cases[source]!.map(({ end }) => opens(end, 'egress', to, known));
      const [first] = egress;
      const own = from.onlyPeer[source]!;
      const numbers = new Uint32Array(targets.length);
      for (let target = 0; target < numbers.length; target++) {
        const peer = to.onlyPeer[target]!;
        if (own === several || peer === several) {
          numbers[target] = ofCases(source, target, egress);
          continue;
        }
        const out = first === undefined ? everything : first[peer]!;
        if (out === nothing) continue;
        const [into] = ingress[target]!();
        numbers[target] = into === undefined ? out : known.intersect(out, into[own]!);
      }
      return numbers;
    },
  };
}

/** In the place of an identity's index, where an end may be several. */
const several = -1;

/** The sources, or the targets: what each may mean, and their identities. */
interface Side {
  readonly cases: readonly (readonly EndpointCase[])[];
  readonly peers: readonly PeerIdentity[];
  /** The indexes of the identities of an end. */
  readonly peersOf: readonly (readonly number[])[];
  /** The same of ends that have one, else `several`. */
  readonly onlyPeer: Int32Array;
  /** The indexes of those that a selector matches. */
  readonly selectedBy: (selector: PeerSelector) => readonly number[];
  /** What policies open to the identities, by the named ports that they were asked with. */
  readonly rows: Map<CompiledDirection, Map<string, Uint32Array>>;
}

function sideOf(ends: readonly FlowEndpoint[]): Side {
  const cases = ends.map(casesOf);
  const peers = [...new Set(cases.flat().map(({ end }) => end.peer))];
  const index = new Map(peers.map((peer, number) => [peer, number]));
  const all = [...peers.keys()];
  const candidates = indexLabels(all, number => peers[number]!.labels);
  const selected = new Map<PeerSelector, readonly number[]>();
  const peersOf = cases.map(each => each.map(({ end }) => index.get(end.peer)!));
  return {
    cases,
    peers,
    rows: new Map(),
    peersOf,
    onlyPeer: Int32Array.from(peersOf, each => (each.length === 1 ? each[0]! : several)),
    selectedBy: selector => {
      const among = selector.terms === undefined ? all : candidates(selector.terms);
      const found = selected.get(selector) ?? among.filter(number => selector.matches(peers[number]!));
      selected.set(selector, found);
      return found;
    },
  };
}

/** What the policy of an end opens to each peer; undefined where nothing is decided there: everything. */
function opens(end: FlowEndpoint, direction: Direction, side: Side, { numberOf }: Numbers): Uint32Array | undefined {
  const { policy } = end;
  if (policy === undefined) return undefined;
  const compiled = policy[direction];
  if (policy.conflict !== undefined || !compiled.enforced) {
    const number = numberOf(policy.conflict === undefined ? allAllowed : allUndecidable(policy.conflict));
    return number === everything ? undefined : new Uint32Array(side.peers.length).fill(number);
  }
  // Ends with one policy have one row, unless its named ports are their own.
  const hasOwnPorts = direction === 'ingress' && compiled.entries.some(({ match }) => match.name !== undefined);
  const key = hasOwnPorts ? JSON.stringify([...end.ownPorts]) : '';
  const rows = side.rows.get(compiled) ?? new Map<string, Uint32Array>();
  side.rows.set(compiled, rows);
  const own = lookupIn(end.ownPorts);
  const lookup = (peer: PeerIdentity) => (direction === 'ingress' ? own : lookupIn(peer.namedPorts));
  const row = rows.get(key) ?? openToEach(compiled, side, lookup, numberOf);
  rows.set(key, row);
  return row;
}

/** Peers that the same entries match so far; the entries of the next selector tell some of them apart. */
interface Case {
  readonly before?: Case;
  readonly entries: readonly Entry[];
}

function openToEach(
  compiled: CompiledDirection,
  { peers, selectedBy }: Side,
  lookup: (peer: PeerIdentity) => PortLookup,
  numberOf: (ranges: readonly OpenRange[]) => number,
): Uint32Array {
  const unmatched: Case = { entries: [] };
  const cases = peers.map(() => unmatched);
  for (const [selector, entries] of groupBy(compiled.entries, ({ selector }) => selector)) {
    const following = new Map<Case, Map<string, Case>>();
    const difference = differences(selector, entries, lookup);
    for (const index of selectedBy(selector)) {
      const before = cases[index]!;
      const branches = following.get(before) ?? new Map<string, Case>();
      following.set(before, branches);
      const key = difference(peers[index]!);
      const after = branches.get(key) ?? { before, entries };
      branches.set(key, after);
      cases[index] = after;
    }
  }
  const numbers = new Map<Case, number>();
  return Uint32Array.from(cases, (each, index) => {
    const peer = peers[index]!;
    const number = numbers.get(each) ?? numberOf(sweep(compiled, entriesOf(each), peer, lookup(peer)));
    numbers.set(each, number);
    return number;
  });
}

function entriesOf(last: Case): Entry[] {
  const entries: Entry[] = [];
  for (let each: Case | undefined = last; each !== undefined; each = each.before) entries.push(...each.entries);
  return entries;
}

/** What tells peers apart that the same entries match: the numbers of named ports, and doubts. */
function differences(selector: PeerSelector, entries: readonly Entry[], lookup: (peer: PeerIdentity) => PortLookup) {
  const named = entries.filter(({ match }) => match.name !== undefined);
  const known = new Map<PeerIdentity['namedPorts'], string>();
  const portsOf = (peer: PeerIdentity): string => {
    if (named.length === 0) return '';
    const find = lookup(peer);
    const ports = known.get(peer.namedPorts) ?? named.map(({ match }) => find(match.name!, match.protocol)).join();
    known.set(peer.namedPorts, ports);
    return ports;
  };
  return (peer: PeerIdentity): string => {
    const doubt = mayDoubt(peer) ? selector.doubt?.(peer) : undefined;
    return doubt === undefined ? portsOf(peer) : `${portsOf(peer)} ${doubt}`;
  };
}

/** Of pods whose labels are all known nothing is doubtful. */
const mayDoubt = ({ pool, labels }: PeerIdentity) => pool === 'reserved' || labels.unlisted !== undefined;

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
