import type { AuthenticationMode } from './cilium-types';
import { type Entry, entryAllows } from './compile';
import type { PeerIdentity } from './peers';
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
  if (matching.length === 0) return { verdict: 'denied', matching };
  const isWide = ({ selector: { wide } }: Entry) => wide === 'all' || wide === peer.pool;
  const wide = best(matching.filter(isWide), port, named);
  const own = best(
    matching.filter(entry => !isWide(entry)),
    port,
    named,
  );
  const [winner, other] = isPreferred(wide, own) ? [wide!, own] : [own!, wide];
  const verdict = entryAllows(winner.entry) ? 'allowed' : 'denied';
  const authentication = winner.explicit ?? inherited(winner, other);
  return {
    verdict,
    entry: winner.entry,
    ...(verdict === 'allowed' && authentication ? { authentication } : {}),
    matching,
  };
}

interface Best {
  /** The most specific of the highest precedence. */
  readonly entry: Entry;
  /** How specific the entry is that the map keeps: one with an authentication mode of its own stays in it. */
  readonly specificity: number;
  /** The mode of that entry itself. */
  readonly explicit?: AuthenticationMode;
  /** The mode of the most specific entry that has one. */
  readonly derived?: AuthenticationMode;
}

function best(entries: readonly Entry[], port: number, named: PortLookup): Best | undefined {
  if (entries.length === 0) return undefined;
  let entry = entries[0]!;
  let authenticating: Entry | undefined;
  const specificity = (candidate: Entry) => prefixLength(candidate.match, port, named);
  for (const candidate of entries) {
    if (
      candidate.precedence > entry.precedence ||
      (candidate.precedence === entry.precedence && specificity(candidate) > specificity(entry))
    )
      entry = candidate;
    if (candidate.authentication === undefined) continue;
    const more = authenticating === undefined ? 1 : specificity(candidate) - specificity(authenticating);
    if (more > 0 || (more === 0 && strength(candidate.authentication) > strength(authenticating!.authentication)))
      authenticating = candidate;
  }
  if (authenticating === undefined) return { entry, specificity: specificity(entry) };
  const isKept = specificity(authenticating) >= specificity(entry);
  const derived = authenticating.authentication;
  return {
    entry,
    specificity: Math.max(specificity(entry), specificity(authenticating)),
    derived,
    ...(isKept ? { explicit: derived } : {}),
  };
}

function isPreferred(wide: Best | undefined, own: Best | undefined): boolean {
  if (wide === undefined || own === undefined) return own === undefined;
  if (wide.entry.precedence !== own.entry.precedence) return wide.entry.precedence > own.entry.precedence;
  return wide.specificity > own.specificity;
}

/** Without a mode of its own the winner takes the stronger of its covering entry and of the loser of equal precedence. */
function inherited(winner: Best, other: Best | undefined): AuthenticationMode | undefined {
  if (other === undefined || other.entry.precedence !== winner.entry.precedence) return winner.derived;
  return strength(other.derived) > strength(winner.derived) ? other.derived : winner.derived;
}

const STRENGTHS: readonly (AuthenticationMode | undefined)[] = [undefined, 'disabled', 'required', 'test-always-fail'];
const strength = (mode: AuthenticationMode | undefined) => STRENGTHS.indexOf(mode);

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

/** Length of the prefix that holds the port where a range is cut into prefixes, and 8 for the protocol. */
function prefixLength(match: PortMatch, port: number, named: PortLookup): number {
  if (match.protocol === '') return 0;
  if (match.name === undefined && match.port === 0) return 8;
  const [low, high] = range(match, named);
  let bits = 0;
  while (
    bits < 16 &&
    (port >> (bits + 1)) << (bits + 1) >= low &&
    (((port >> (bits + 1)) + 1) << (bits + 1)) - 1 <= high
  )
    bits++;
  return 24 - bits;
}
