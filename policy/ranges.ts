import { everyLimit, formatLimit, type Limit } from './limits';

/** Consecutive ports on which a connection is not denied. */
export interface OpenRange {
  readonly protocol: string;
  /** ICMP types, where the protocol is ICMP. */
  readonly low: number;
  readonly high: number;
  /** `proxied`: L7 rules have the last word. */
  readonly state: 'allowed' | 'proxied' | 'authenticated' | 'undecidable';
  /** What a connection has to meet besides, all of them; none where the rules open the ports as they are. */
  readonly limits?: readonly Limit[];
}

/** What is true of all ports of a range. */
export type Openness = Pick<OpenRange, 'state' | 'limits'>;

/** Protocols that a listing is made of; `ICMPV6` is ICMP's case over again. */
export const listedProtocols = ['TCP', 'UDP', 'SCTP', 'ICMP'] as const;

export const firstPort = (protocol: string) => (protocol === 'ICMP' ? 0 : 1);
export const lastPort = (protocol: string) => (protocol === 'ICMP' ? 255 : 65_535);

/** Every port of every protocol, in one state. */
export const everyRange = (openness: Openness): readonly OpenRange[] =>
  listedProtocols.map(protocol => ({ protocol, low: firstPort(protocol), high: lastPort(protocol), ...openness }));

/** Worse states win where the two ends differ. */
const statesByWeight = ['undecidable', 'authenticated', 'proxied', 'allowed'] as const;

/** The ports that both lists open, each in order: both ends have to allow a connection, and the limits of both apply. */
export function intersectRanges(a: readonly OpenRange[], b: readonly OpenRange[]): OpenRange[] {
  const common: OpenRange[] = [];
  for (const protocol of listedProtocols) {
    const [ones, others] = [ofProtocol(a, protocol), ofProtocol(b, protocol)];
    for (let index = 0, other = 0; index < ones.length && other < others.length; ) {
      const [one, two] = [ones[index]!, others[other]!];
      const [low, high] = [Math.max(one.low, two.low), Math.min(one.high, two.high)];
      if (low <= high) common.push({ protocol, low, high, ...bothOf(one, two) });
      if (one.high < two.high) index++;
      else other++;
    }
  }
  return joinRanges(common);
}

function bothOf(a: Openness, b: Openness): Openness {
  const state = statesByWeight.find(each => each === a.state || each === b.state)!;
  const limits = everyLimit(a.limits ?? [], b.limits ?? []);
  return { state, ...(limits.length > 0 && { limits }) };
}

const isSameState = (a: Openness, b: Openness) => a.state === b.state;
export const isAlike = (a: Openness, b: Openness) =>
  isSameState(a, b) && JSON.stringify(a.limits) === JSON.stringify(b.limits);

/** Whether what is open in one way admits everything that is open in the other. */
export const admits = (wide: Openness, narrow: Openness): boolean =>
  (wide.limits ?? []).every(limit => (narrow.limits ?? []).some(other => isWithin(other, limit)));

const isWithin = (narrow: Limit, wide: Limit) =>
  narrow.kind === wide.kind &&
  (wide.only.length === 0 || (narrow.only.length > 0 && narrow.only.every(each => wide.only.includes(each))));

/** Where several ends may be meant, a port is open in one way if it is so for each of them, else undecidable. */
export function mergeCases(lists: readonly (readonly OpenRange[])[], reason: string): readonly OpenRange[] {
  const [first = []] = lists;
  if (lists.every(list => list === first)) return first;
  const limits: readonly Limit[] = [{ kind: 'unknown', only: [reason] }];
  return listedProtocols.flatMap(protocol => {
    const own = lists.map(list => ofProtocol(list, protocol));
    const cuts = new Set([firstPort(protocol), ...own.flat().flatMap(({ low, high }) => [low, high + 1])]);
    const ordered = [...cuts].filter(port => port <= lastPort(protocol)).sort((a, b) => a - b);
    const next = own.map(() => 0);
    return joinRanges(
      ordered.flatMap((low, index) => {
        const high = (ordered[index + 1] ?? lastPort(protocol) + 1) - 1;
        const covering = own.map((ranges, list) => {
          while ((ranges[next[list]!]?.high ?? low) < low) next[list]!++;
          const range = ranges[next[list]!];
          return range !== undefined && range.low <= low ? range : undefined;
        });
        const [one] = covering;
        const isCertain = covering.every(other => (one && other ? isAlike(one, other) : one === other));
        if (!isCertain) return [{ protocol, low, high, state: 'undecidable' as const, limits }];
        return one === undefined ? [] : [{ ...one, low, high }];
      }),
    );
  });
}

/** The ports of `a` that `b` does not have in the same state, both in order; `isSame` may ask for more than the state. */
export function subtractRanges(a: readonly OpenRange[], b: readonly OpenRange[], isSame = isSameState): OpenRange[] {
  return listedProtocols.flatMap(protocol => {
    const [ranges, holes] = [ofProtocol(a, protocol), ofProtocol(b, protocol)];
    let next = 0;
    return ranges.flatMap(range => {
      const rest: OpenRange[] = [];
      let low = range.low;
      while (next < holes.length && holes[next]!.high < low) next++;
      for (let index = next; index < holes.length && holes[index]!.low <= range.high; index++) {
        const hole = holes[index]!;
        if (!isSame(hole, range)) continue;
        if (low < hole.low) rest.push({ ...range, low, high: hole.low - 1 });
        low = hole.high + 1;
      }
      return low <= range.high ? [...rest, { ...range, low }] : rest;
    });
  });
}

const ofProtocol = (ranges: readonly OpenRange[], protocol: string) =>
  ranges.filter(range => range.protocol === protocol);

/** Adjacent ranges that are open alike are one range. */
export function joinRanges(ranges: readonly OpenRange[]): OpenRange[] {
  const joined: OpenRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    const continues = last?.protocol === range.protocol && last.high === range.low - 1 && isAlike(last, range);
    if (continues) joined[joined.length - 1] = { ...last, high: range.high };
    else joined.push(range);
  }
  return joined;
}

interface Format {
  /** How to write a limit. */
  readonly limit?: (limit: Limit) => string;
  /** Those without which nothing is missing. */
  readonly protocols?: readonly string[];
}

/** `TCP 80, 8000-8999 (HTTP GET /); UDP all`; `all` where nothing is missing and nothing has a limit. */
export function formatRanges(
  ranges: readonly OpenRange[],
  { limit = formatLimit, protocols = listedProtocols }: Format = {},
): string {
  const isEverything = protocols.every(protocol =>
    ranges.some(range => range.protocol === protocol && range.state === 'allowed' && isEveryPort(range)),
  );
  if (isEverything) return 'all';
  return listedProtocols
    .flatMap(protocol => {
      const own = ofProtocol(ranges, protocol);
      return own.length === 0 ? [] : [`${protocol} ${own.map(range => formatRange(range, limit)).join(', ')}`];
    })
    .join('; ');
}

const isEveryPort = ({ protocol, low, high }: OpenRange) => low === firstPort(protocol) && high === lastPort(protocol);

function formatRange(range: OpenRange, formatOne: (limit: Limit) => string): string {
  const { low, high, state, limits = [] } = range;
  const ports = isEveryPort(range) ? 'all' : low === high ? `${low}` : `${low}-${high}`;
  if (limits.length > 0) return `${ports} (${limits.map(formatOne).join('; ')})`;
  return state === 'allowed' ? ports : `${ports} (${state})`;
}
