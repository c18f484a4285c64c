import { memoize } from '../model/memoize';
import type { CompiledDirection } from './compile';
import type { PortLookup } from './decide';
import type { Entry } from './entry';
import { doubtOf, judgeEntries } from './judge';
import { limitsOf } from './limits';
import type { PeerIdentity } from './peer-identity';
import { rivalsOf } from './proxy';
import { firstPort, joinRanges, lastPort, listedProtocols, type Openness, type OpenRange } from './ranges';
import { type DirectionVerdict, outcome } from './verdict';

/**
 * What an enforced policy leaves open to a peer, by its entries that match the peer: one pass over their ports. Entries
 * that only differ in their ports are one case, and the verdict is asked once for each set of cases that meet.
 */
export function sweep(
  compiled: CompiledDirection,
  matching: readonly Entry[],
  peer: PeerIdentity,
  named: PortLookup,
): OpenRange[] {
  const isByPrefix = matching.some(({ authentication }) => authentication !== undefined);
  const keyOf = (entry: Entry) =>
    [caseOf(entry), doubtOf(entry, peer), isOfItsPort(entry, compiled.entries, named) ? entry.match : '']
      .map(part => JSON.stringify(part))
      .join();
  const known = new Map<string, Openness | undefined>();
  const numbers = new Map<string, number>();
  const numberOf = (key: string) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  return listedProtocols.flatMap(protocol => {
    const spans = matching
      .flatMap(entry => spansOf(entry, keyOf(entry), protocol, named, isByPrefix))
      .sort((a, b) => a.low - b.low || a.high - b.high);
    const cuts = new Set([firstPort(protocol), ...spans.flatMap(({ low, high }) => [low, high + 1])]);
    const ordered = [...cuts].filter(port => port <= lastPort(protocol)).sort((a, b) => a - b);
    const farthest = new Map<number, Span>();
    let next = 0;
    return joinRanges(
      ordered.flatMap((low, index) => {
        for (; spans[next]?.low === low; next++) reach(farthest, numberOf(spans[next]!.key), spans[next]!);
        for (const [key, { high }] of farthest) if (high < low) farthest.delete(key);
        const cases = [...farthest.keys()].sort().join();
        if (!known.has(cases)) {
          const order = orderOf(compiled);
          const entries = [...farthest.values()].map(({ entry }) => entry);
          entries.sort((a, b) => order.get(a)! - order.get(b)!);
          const verdict = judgeEntries(compiled, entries, peer, named, { protocol, port: low });
          known.set(cases, opennessOf(verdict, entries));
        }
        const openness = known.get(cases);
        const high = (ordered[index + 1] ?? lastPort(protocol) + 1) - 1;
        return openness === undefined ? [] : [{ protocol, low, high, ...openness }];
      }),
    );
  });
}

/** Ports that an entry covers. */
interface Span {
  readonly low: number;
  readonly high: number;
  readonly entry: Entry;
  /** The same for all spans that a verdict cannot tell apart. */
  readonly key: string;
}

/** Of a case the span that ends last: spans begin in order, so it covers a port if any of them does. */
function reach(farthest: Map<number, Span>, number: number, span: Span): void {
  if ((farthest.get(number)?.high ?? -1) < span.high) farthest.set(number, span);
}

function spansOf(entry: Entry, key: string, protocol: string, named: PortLookup, isByPrefix: boolean): Span[] {
  const { match } = entry;
  const [first, last] = [firstPort(protocol), lastPort(protocol)];
  if (match.protocol === '') return [{ low: first, high: last, entry, key: `${key} every` }];
  if (match.protocol !== protocol) return [];
  if (match.name === undefined && match.port === 0)
    return [{ low: first, high: last, entry, key: `${key} ${protocol}` }];
  const low = match.name === undefined ? match.port : named(match.name, protocol);
  if (low === undefined) return [];
  const high = Math.min(Math.max(low, match.endPort), last);
  if (low > high) return [];
  if (!isByPrefix) return [{ low, high, entry, key }];
  return prefixes(low, high).map(([start, end]) => ({ low: start, high: end, entry, key: `${key} ${end - start}` }));
}

/** Authentication depends on how specific an entry is, which the policy map says by prefixes of ports. */
function prefixes(low: number, high: number): [number, number][] {
  const parts: [number, number][] = [];
  for (let start = low; start <= high; ) {
    let size = 1;
    while (start % (size * 2) === 0 && start + size * 2 - 1 <= high) size *= 2;
    parts.push([start, start + size - 1]);
    start += size;
  }
  return parts;
}

/** Of entries that are equal in all else the first one counts. */
const orderOf = memoize(({ entries }: CompiledDirection) => new Map(entries.map((entry, index) => [entry, index])));

/** Whether an entry is judged by its own ports: a DNS proxy has the rules of one port, and others share a proxy by chance. */
const isOfItsPort = (entry: Entry, entries: readonly Entry[], named: PortLookup) =>
  entry.redirect?.parser === 'dns' || (hasSeveralProxies(entries) && rivalsOf(entry, entries, named).length > 0);

const hasSeveralProxies = memoize(
  (entries: readonly Entry[]) =>
    new Set(entries.flatMap(({ redirect }) => (redirect === undefined ? [] : [redirect.parser]))).size > 1,
);

/** All of an entry that a verdict depends on, but its ports and what is doubtful of a peer. */
const caseOf = memoize(({ selector, precedence, redirect, authentication }: Entry) =>
  JSON.stringify([selector.wide !== undefined, precedence, redirect, authentication]),
);

function opennessOf(verdict: DirectionVerdict, matching: readonly Entry[]): Openness | undefined {
  const result = outcome(verdict);
  if (result === 'denied') return undefined;
  const limits = limitsOf(verdict, matching);
  return { state: stateOf(verdict, result), ...(limits.length > 0 && { limits }) };
}

function stateOf({ authentication, proxied }: DirectionVerdict, result: 'allowed' | 'undecidable') {
  if (result === 'undecidable') return result;
  if (authentication === 'required') return 'authenticated';
  return proxied === undefined ? 'allowed' : 'proxied';
}
