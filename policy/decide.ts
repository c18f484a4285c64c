import type { AuthenticationMode } from './cilium-types';
import { comparePrecedence, type Entry, entryAllows } from './entry';
import type { PeerIdentity } from './peer-identity';
import type { PortMatch } from './rules';

/** What Cilium's policy map says of one connection. */
export interface Decision {
  readonly verdict: 'allowed' | 'denied';
  /** The entry that won; none: nothing matched. */
  readonly entry?: Entry;
  readonly authentication?: AuthenticationMode;
  /** All entries that matched, the winner among them. */
  readonly matching: readonly Entry[];
}

/** The number of a named port at the connection's destination; undefined where it has none of this name. */
export type PortLookup = (name: string, protocol: string) => number | undefined;

/**
 * Looks up a connection as the datapath does (cilium 1.20 pkg/policy/mapstate.go lookup): once among the entries for
 * the peer's own identity, once among the wildcard ones; the higher precedence wins, then the more specific port.
 */
export function decide(
  entries: readonly Entry[],
  peer: PeerIdentity,
  protocol: string,
  port: number,
  named: PortLookup,
): Decision {
  const matching = entries.filter(entry => covers(entry.match, protocol, port, named) && entry.selector.matches(peer));
  const isWide = ({ selector: { wide } }: Entry) => wide === 'all' || wide === peer.pool;
  const specificity = ({ match }: Entry) => prefixLength(match, port, named);
  const wide = best(matching.filter(isWide), specificity);
  const own = best(
    matching.filter(entry => !isWide(entry)),
    specificity,
  );
  const [winner, loser] = isPreferred(wide, own) ? [wide, own] : [own, wide];
  if (winner === undefined) return { verdict: 'denied', matching };
  const verdict = entryAllows(winner.entry) ? 'allowed' : 'denied';
  const authentication = winner.explicit ?? inherited(winner, loser);
  return {
    verdict,
    entry: winner.entry,
    ...(verdict === 'allowed' && authentication && { authentication }),
    matching,
  };
}

/** How the policy map answers for one set of entries. */
interface Candidate {
  /** The most specific entry of the highest precedence. */
  readonly entry: Entry;
  /** How specific the entry is that stays in the map: one with an authentication mode of its own does. */
  readonly specificity: number;
  /** The mode of that entry itself. */
  readonly explicit?: AuthenticationMode;
  /** The mode of the most specific entry that has one. */
  readonly derived?: AuthenticationMode;
}

function best(entries: readonly Entry[], specificity: (entry: Entry) => number): Candidate | undefined {
  const entry = highest(
    entries,
    (a, b) => comparePrecedence(a.precedence, b.precedence) || specificity(a) - specificity(b),
  );
  if (entry === undefined) return undefined;
  const authenticating = highest(
    entries.filter(({ authentication }) => authentication !== undefined),
    (a, b) => specificity(a) - specificity(b) || strength(a.authentication) - strength(b.authentication),
  );
  const derived = authenticating?.authentication;
  if (authenticating === undefined || derived === undefined) return { entry, specificity: specificity(entry) };
  const isKept = specificity(authenticating) >= specificity(entry);
  return {
    entry,
    specificity: Math.max(specificity(entry), specificity(authenticating)),
    derived,
    ...(isKept && { explicit: derived }),
  };
}

/** The first of those that nothing comes before. */
function highest<T>(items: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (found, item) => (found === undefined || compare(item, found) > 0 ? item : found),
    undefined,
  );
}

function isPreferred(wide: Candidate | undefined, own: Candidate | undefined): boolean {
  if (wide === undefined || own === undefined) return own === undefined;
  const order = comparePrecedence(wide.entry.precedence, own.entry.precedence);
  return order === 0 ? wide.specificity > own.specificity : order > 0;
}

/** Without a mode of its own the winner takes the stronger of its covering entry and of the loser of equal precedence. */
function inherited(winner: Candidate, loser: Candidate | undefined): AuthenticationMode | undefined {
  if (loser === undefined || comparePrecedence(loser.entry.precedence, winner.entry.precedence) !== 0)
    return winner.derived;
  return strength(loser.derived) > strength(winner.derived) ? loser.derived : winner.derived;
}

const modesByStrength: readonly (AuthenticationMode | undefined)[] = [
  undefined,
  'disabled',
  'required',
  'test-always-fail',
];
const strength = (mode: AuthenticationMode | undefined) => modesByStrength.indexOf(mode);

export function covers(match: PortMatch, protocol: string, port: number, named: PortLookup): boolean {
  if (match.protocol === '') return true;
  if (match.protocol !== protocol) return false;
  if (match.name === undefined && match.port === 0) return true;
  const [low, high] = range(match, named);
  return low <= port && port <= high;
}

/** An unknown name gives a range that nothing lies in. */
function range({ name, port, protocol, endPort }: PortMatch, named: PortLookup): [number, number] {
  const low = name === undefined ? port : (named(name, protocol) ?? 65_536);
  return [low, Math.max(low, endPort)];
}

/** How many leading bits of protocol (8) and port (16) the map key fixes that holds the port in a range cut into prefixes. */
function prefixLength(match: PortMatch, port: number, named: PortLookup): number {
  if (match.protocol === '') return 0;
  if (match.name === undefined && match.port === 0) return 8;
  const [low, high] = range(match, named);
  for (let freeBits = 16; freeBits > 0; freeBits--) {
    const size = 2 ** freeBits;
    const first = Math.floor(port / size) * size;
    if (first >= low && first + size - 1 <= high) return 24 - freeBits;
  }
  return 24;
}
