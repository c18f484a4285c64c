import { type AddressRange, contains, parseAddress, parseCidr } from '../../model/cidr';
import type { EventValue } from '../event';
import { type Answer, unknown } from './answer';

/** Both sides of a `sock`; a `sockaddr` has one address, which counts as its source. */
interface SocketFields {
  readonly family?: string;
  readonly protocol?: string;
  readonly state?: string;
  readonly saddr?: string;
  readonly daddr?: string;
  readonly sport?: number;
  readonly dport?: number;
}

/** Whether a socket passes an operator on addresses, ports, family or protocol. Ports that are 0 are not written. */
export function matchSocket(operator: string, values: readonly string[], value: EventValue, field: string): Answer {
  const socket = socketFieldsOf(value);
  if (socket === undefined) return unknown(field);
  switch (operator) {
    case 'SAddr':
      return inBlocks(values, socket.saddr, `${field}.saddr`);
    case 'DAddr':
      return inBlocks(values, socket.daddr, `${field}.daddr`);
    case 'SPort':
      return values.some(range => holdsPort(range, socket.sport ?? 0));
    case 'DPort':
      return values.some(range => holdsPort(range, socket.dport ?? 0));
    case 'SPortPriv':
      return (socket.sport ?? 0) < 1024;
    case 'DPortPriv':
      return (socket.dport ?? 0) < 1024;
    case 'Family':
      return named(values, socket.family, families, `${field}.family`);
    case 'Protocol':
      return named(values, socket.protocol, protocols, `${field}.protocol`);
    default:
      return named(values, socket.state, {}, `${field}.state`);
  }
}

const families: Readonly<Record<string, string>> = { 1: 'AF_UNIX', 2: 'AF_INET', 10: 'AF_INET6', 17: 'AF_PACKET' };
const protocols: Readonly<Record<string, string>> = { 1: 'IPPROTO_ICMP', 6: 'IPPROTO_TCP', 17: 'IPPROTO_UDP' };

function socketFieldsOf(value: EventValue): SocketFields | undefined {
  const socket = (value.sock_arg ?? value.skb_arg) as SocketFields | undefined;
  const address = value.sockaddr_arg as { family?: string; addr?: string; port?: number } | undefined;
  if (address !== undefined) return { family: address.family, saddr: address.addr, sport: address.port };
  return socket ?? (value.sockaddrun_arg as SocketFields | undefined);
}

function inBlocks(blocks: readonly string[], text: string | undefined, field: string): Answer {
  const address = text === undefined ? undefined : parseAddress(text);
  if (address === undefined) return unknown(field);
  return blocks.some(block => {
    const range = rangeOf(block);
    return range !== undefined && contains(range, address);
  });
}

/** The blocks of policies are few, and every event is compared with them. */
const ranges = new Map<string, AddressRange | undefined>();

function rangeOf(block: string): AddressRange | undefined {
  if (!ranges.has(block)) ranges.set(block, parseCidr(block) ?? parseAddress(block));
  return ranges.get(block);
}

function holdsPort(range: string, port: number): boolean {
  const [first = Number.NaN, last = first] = range.split(':').map(Number);
  return first <= port && port <= last;
}

/** Names are compared as events write them; a policy may write the number. */
function named(
  values: readonly string[],
  name: string | undefined,
  numbers: Readonly<Record<string, string>>,
  field: string,
): Answer {
  if (name === undefined) return unknown(field);
  const wanted = values.map(value => numbers[value] ?? value);
  return wanted.includes(name) || (wanted.some(value => /^\d+$/.test(value)) ? unknown(field) : false);
}
