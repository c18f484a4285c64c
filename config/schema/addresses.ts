import { type Address, type AddressRange, type Cidr, parseAddress, parseCidr, parseRange } from '../../model/cidr';
import { type SpecialUse, specialUseIn, specialUseOf } from '../../model/special-addresses';
import { form, type Refusal } from './form';

const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const dotted = `${octet}(\\.${octet}){3}`;
const prefixLength = '/(3[0-2]|[12]?\\d)';

/** The address of a machine that others reach: `kubelet validateNodeIP` refuses what is refused here. */
export const nodeAddress = address(unicast);

/** The address of a machine on the same link, or farther away. */
export const hostAddress = address(use => (use.onLink ? undefined : unicast(use)));

/** RFC 6286: any number of 32 bits but zero, written as an address. */
export const routerID = form({
  title: 'a BGP router ID in the form of an IPv4 address',
  example: '192.168.10.5',
  pattern: new RegExp(`^${dotted}$`),
  parse: parseAddress,
  refuse: [onlyIPv4, ({ address }) => (address === 0n ? { because: 'a router ID is not zero' } : undefined)],
});

/** Any network: what is named may be denied as well as reached. */
export const cidr = block([]);

/** A network of addresses that machines or pods have. */
export const unicastCidr = block([range => usable(specialUseIn(range))]);

/** A network that traffic goes to, as wide as all addresses. */
export const destinationCidr = block([range => usable(specialUseOf(range))]);

/** `10.0.0.0/28`, or `10.0.0.10-10.0.0.20` with both ends included. */
export const addressBlock = form({
  title: 'an IPv4 CIDR or range',
  example: '192.168.10.200-192.168.10.219',
  pattern: new RegExp(`^${dotted}(${prefixLength}|-${dotted})$`),
  parse: parseRange,
  misread: text => bareAddress(text) ?? invertedRange(text),
  refuse: [onlyIPv4, range => usable(specialUseIn(range))],
}).describe('IPv4 CIDR, or first and last address with `-` between them.');

function address(refusalOf: (use: SpecialUse) => Refusal | undefined) {
  return form({
    title: 'an IPv4 address',
    example: '192.168.10.5',
    pattern: new RegExp(`^${dotted}$`),
    parse: parseAddress,
    refuse: [onlyIPv4, (value: Address) => withUse(specialUseOf(value), refusalOf)],
  });
}

function block(refuse: readonly ((range: Cidr) => Refusal | undefined)[]) {
  return form({
    title: 'an IPv4 CIDR',
    example: '10.244.0.0/16',
    pattern: new RegExp(`^${dotted}${prefixLength}$`),
    parse: parseCidr,
    misread: bareAddress,
    refuse: [onlyIPv4, ...refuse],
  });
}

function onlyIPv4({ family }: AddressRange): Refusal | undefined {
  return family === 4
    ? undefined
    : { because: 'InfraFlux supports IPv4 only, and this is IPv6', repair: 'write the IPv4 address or network' };
}

function unicast({ what }: SpecialUse): Refusal {
  return { because: `it is ${what}, which no other machine reaches`, repair: 'write the address of the machine' };
}

/** What no machine can be reached at: an address of a URL or of another machine. */
export function reachable(host: { readonly address?: Address }): Refusal | undefined {
  return host.address && withUse(specialUseOf(host.address), unicast);
}

function usable(use: SpecialUse | undefined): Refusal | undefined {
  return withUse(use, ({ what }) => ({
    because: `it has ${what.replace(/^an? (.*) address$/, '$1 addresses')}, which are never routed`,
    repair: 'choose a network of ordinary addresses, such as one of RFC 1918',
  }));
}

function withUse(use: SpecialUse | undefined, refusalOf: (use: SpecialUse) => Refusal | undefined) {
  return use && refusalOf(use);
}

function bareAddress(text: string): Refusal | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  return {
    because: 'it is an address without a prefix length',
    repair: `write \`${text}/${address.length}\` for this address alone`,
  };
}

function invertedRange(text: string): Refusal | undefined {
  const inverted = text.split('-').reverse().join('-');
  return parseRange(inverted) === undefined
    ? undefined
    : { because: 'the range ends before it starts', repair: `did you mean \`${inverted}\`?` };
}
