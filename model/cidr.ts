import ipaddr from 'ipaddr.js';

/** Consecutive addresses, both ends included. */
export interface AddressRange {
  /** As it was written: `10.0.40.0/24`, `10.0.40.7-10.0.40.9`. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** A block of addresses; a single address is a block of full length. */
export interface Cidr extends AddressRange {
  /** Count of leading bits that are fixed, 0–32 or 0–128. */
  readonly length: number;
  /** The address as it was written, host bits included. */
  readonly address: bigint;
}

/** A block of full length, written without that length: `10.0.40.7`. */
export type Address = Cidr;

/** Parses `10.0.0.1` or `fd00::1`; undefined for anything else, octal or shortened IPv4 and zones included. */
export function parseAddress(text: string): Address | undefined {
  const v4 = ipaddr.IPv4.isValidFourPartDecimal(text);
  if (!v4 && (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text))) return undefined;
  const bytes = ipaddr.parse(text).toByteArray();
  return block(
    text,
    v4 ? 4 : 6,
    bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
    v4 ? 32 : 128,
  );
}

/** Parses `10.0.0.0/8`; host bits are allowed (see `hasHostBits`), a bare address is not: undefined. */
export function parseCidr(text: string): Cidr | undefined {
  const [, host = '', digits = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = parseAddress(host);
  if (address === undefined || Number(digits) > address.length) return undefined;
  return block(text, address.family, address.address, Number(digits));
}

/** Parses `10.0.0.0/8` or `10.0.0.7-10.0.0.9`; undefined for anything else, ends in the wrong order included. */
export function parseRange(text: string): AddressRange | undefined {
  const [start, stop, ...rest] = text.split('-').map(parseAddress);
  if (stop === undefined) return parseCidr(text);
  if (start === undefined || rest.length > 0 || start.family !== stop.family || stop.first < start.first)
    return undefined;
  return { text, family: start.family, first: start.first, last: stop.last };
}

function block(text: string, family: 4 | 6, address: bigint, length: number): Cidr {
  const size = 1n << BigInt((family === 4 ? 32 : 128) - length);
  const first = (address / size) * size;
  return { text, family, length, address, first, last: first + size - 1n };
}

/** `10.0.40.7/24` → true: the address is not the first of its block. */
export function hasHostBits(cidr: Cidr): boolean {
  return cidr.address !== cidr.first;
}

/** Whether every address of `inner` lies in `outer`. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The block without host bits: `10.0.40.0/24`, `fd00::/8`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.first, cidr.family)}/${cidr.length}`;
}

/** `10.0.40.7`, or IPv6 in the form of RFC 5952. */
export function formatAddress(address: bigint, family: 4 | 6): string {
  const width = family === 4 ? 4 : 16;
  const bytes = Array.from({ length: width }, (_, index) =>
    Number((address >> BigInt(8 * (width - 1 - index))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
