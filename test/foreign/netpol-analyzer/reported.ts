import { changesBetween } from '../../../diff/compare';
import { type Address, type AddressRange, contains, parseAddress, parseCidr } from '../../../model/cidr';
import { groupBy } from '../../../model/group-by';
import type { OpenRange } from '../../../policy/ranges';
import type { Repository } from '../../../repository/repository';
import type { Delta } from './changes';
import { parsePorts, withPorts } from './golden';

/** The name of a pod, or an address outside the cluster. */
export type ReportedEnd = string | Address;

interface Report {
  readonly sign: string;
  readonly from: string;
  readonly to: string;
  readonly covers: { from(end: ReportedEnd): boolean; to(end: ReportedEnd): boolean };
  readonly ranges: readonly OpenRange[];
}

/** The changes of connections as `infraflux diff` reports them, of which at least one end is a pod. */
export function reportedChanges(before: Repository, after: Repository): (from: ReportedEnd, to: ReportedEnd) => Delta {
  const reports = changesBetween(before, after).flatMap(({ topic, message }): Report[] => {
    const [, sign = '', from, to, ports] = /^([+-]) (.+) → (.+): (.+)$/.exec(message) ?? [];
    if (topic !== 'connection' || from === undefined || to === undefined || ports === undefined) return [];
    return [{ sign, from, to, covers: { from: coverOf(from), to: coverOf(to) }, ranges: parseReported(ports) }];
  });
  const byFrom = groupBy(reports, ({ from }) => from);
  const byTo = groupBy(reports, ({ to }) => to);
  return (from, to) => {
    const near = (typeof from === 'string' ? byFrom.get(from) : typeof to === 'string' ? byTo.get(to) : reports) ?? [];
    const found = near.filter(({ covers }) => covers.from(from) && covers.to(to));
    const of = (wanted: string) => found.flatMap(({ sign, ranges }) => (sign === wanted ? ranges : []));
    return { opened: of('+'), closed: of('-') };
  };
}

/** `10.0.0.0/8, 192.0.2.1 and world except 172.16.0.0/12`, or the name of a pod. */
function coverOf(text: string): (end: ReportedEnd) => boolean {
  const items = text.split(' and ').map(item => item.split(' except ').map(rangesOf));
  const holds = (ranges: readonly AddressRange[], address: Address) => ranges.some(range => contains(range, address));
  return end =>
    typeof end === 'string'
      ? end === text
      : items.some(([named = [], excepted = []]) => holds(named, end) && !holds(excepted, end));
}

const rangesOf = (names: string): AddressRange[] =>
  names
    .split(', ')
    .flatMap(name => (name === 'world' ? ['0.0.0.0/0', '::/0'] : [name]))
    .flatMap(name => parseCidr(name) ?? parseAddress(name) ?? []);

/** `all`, or `TCP 80, 8000-8999; UDP all`: the notation of `formatRanges`. */
function parseReported(text: string): OpenRange[] {
  if (text === 'all') return parsePorts('All Connections');
  const ranges = text.split('; ').flatMap(part => {
    const [protocol = '', ...ports] = part.replaceAll(',', '').split(' ');
    return ports.map((port): OpenRange => {
      const [low = 0, high = low] = port === 'all' ? [1, 65_535] : port.split('-').map(Number);
      return { protocol, low, high, state: 'allowed' };
    });
  });
  return withPorts(ranges);
}
