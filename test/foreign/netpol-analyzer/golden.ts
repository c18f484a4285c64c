import {
  type Address,
  type AddressRange,
  contains,
  formatAddress,
  parseAddress,
  parseRange,
} from '../../../model/cidr';
import { compare } from '../../../model/finding';
import { joinRanges, type OpenRange } from '../../../policy/ranges';

/** An end of a connection as the suite writes it: `shop/api[Deployment]`, or addresses outside the cluster. */
export type GoldenPeer = string | AddressRange;

export interface GoldenConnection {
  readonly from: GoldenPeer;
  readonly to: GoldenPeer;
  readonly ranges: readonly OpenRange[];
}

const protocols = ['TCP', 'UDP', 'SCTP'] as const;

/** What the suite compares: it knows nothing of ICMP. */
export const withPorts = (ranges: readonly OpenRange[]) => ranges.filter(({ protocol }) => protocol !== 'ICMP');

/**
 * The lines `FROM => TO : PORTS` of a list of connections, until the analysis of exposure begins. The lists are of one
 * network.
 */
export function parseConnections(text: string): GoldenConnection[] {
  const [list = ''] = text.split(/^Exposure Analysis Result:/m);
  return list.split('\n').flatMap(line => {
    const [, from, to, ports] = /^(\S.*?) => (.+?) : (.+)$/.exec(line) ?? [];
    return from === undefined || to === undefined || ports === undefined
      ? []
      : [{ from: parsePeer(from), to: parsePeer(to), ranges: parsePorts(ports) }];
  });
}

export function parsePeer(text: string): GoldenPeer {
  const [, addresses] = /^(.+)\[External\]$/.exec(text) ?? [];
  return (addresses === undefined ? undefined : parseRange(addresses)) ?? text;
}

/** `All Connections`, `No Connections`, or `SCTP 1-89,TCP 80,90-100`. */
export function parsePorts(text: string): OpenRange[] {
  if (text === 'No Connections') return [];
  if (text === 'All Connections')
    return protocols.map(protocol => ({ protocol, low: 1, high: 65_535, state: 'allowed' }));
  let protocol = '';
  const ranges = text.split(',').map((part): OpenRange => {
    const [, named, low, high = low] = /^(?:([A-Z]+) )?(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    protocol = named ?? protocol;
    if (protocol === '' || low === undefined) throw new Error(`\`${text}\` is not a list of ports`);
    return { protocol, low: Number(low), high: Number(high), state: 'allowed' };
  });
  return joinRanges(ranges.sort((a, b) => compare(a.protocol, b.protocol) || a.low - b.low));
}

/** Whether what the suite lists of a peer holds for an end. */
export function includes(listed: GoldenPeer, end: GoldenPeer): boolean {
  if (typeof listed === 'string' || typeof end === 'string') return listed === end;
  return contains(listed, end);
}

type GoldenPair = Readonly<Record<'from' | 'to', GoldenPeer>>;

/** The same for pairs that differ in addresses alone. */
export function pairKey({ from, to }: GoldenPair): string {
  return [from, to].map(peer => (typeof peer === 'string' ? peer : 'outside')).join('\n');
}

/** The first, the middle and the last address of every range that the suite lists. */
export function boundaryAddresses(listed: readonly GoldenPair[]): Address[] {
  const ranges = listed.flatMap(({ from, to }) => [from, to]).filter(peer => typeof peer !== 'string');
  const texts = ranges.flatMap(({ first, last, family }) =>
    [first, (first + last) / 2n, last].map(address => formatAddress(address, family)),
  );
  return [...new Set(texts)].flatMap(text => parseAddress(text) ?? []);
}

/** Workloads that the suite lists and that are not among those that are known here. */
export function unreadWorkloads(listed: readonly GoldenPair[], known: readonly string[]): string[] {
  const named = listed.flatMap(({ from, to }) => [from, to]).filter(peer => typeof peer === 'string');
  return [...new Set(named)].filter(name => !known.includes(name));
}
