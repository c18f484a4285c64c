import { type AddressRange, type Cidr, contains, overlaps, parseCidr } from './cidr';

/** Addresses that no machine has for others to reach. */
export interface SpecialUse {
  /** Finishes "it is …": `a loopback address`. */
  readonly what: string;
  /** Whether machines on one link may have it, such as the routers of a BGP session. */
  readonly onLink?: true;
}

interface SpecialRange extends SpecialUse {
  readonly cidr: string;
}

/** IPv4 ranges by the RFC that gives them their use. */
const ranges: readonly SpecialRange[] = [
  // RFC 1122 §3.2.1.3
  { cidr: '0.0.0.0/8', what: 'an unspecified address' },
  { cidr: '127.0.0.0/8', what: 'a loopback address' },
  // RFC 3927
  { cidr: '169.254.0.0/16', what: 'a link-local address', onLink: true },
  // RFC 5771
  { cidr: '224.0.0.0/4', what: 'a multicast address' },
  // RFC 919
  { cidr: '255.255.255.255/32', what: 'the broadcast address' },
];

const special: readonly (SpecialUse & { readonly range: Cidr })[] = ranges.flatMap(({ cidr, ...use }) => {
  const range = parseCidr(cidr);
  return range === undefined ? [] : [{ ...use, range }];
});

/** The special use of any address of the range. */
export function specialUseIn(range: AddressRange): SpecialUse | undefined {
  return special.find(one => overlaps(one.range, range));
}

/** The special use that all addresses of the range have. */
export function specialUseOf(range: AddressRange): SpecialUse | undefined {
  return special.find(one => contains(one.range, range));
}
