import {
  contains,
  formatAddress,
  formatCidr,
  hasHostBits,
  overlaps,
  parseAddress,
  parseCidr,
  parseRange,
} from './cidr';

const cidr = (text: string) => parseCidr(text)!;

test.each([
  ['10.0.40.7/24', '10.0.40.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['192.0.2.1/32', '192.0.2.1/32'],
  ['fd00:0:0::1/8', 'fd00::/8'],
  ['2001:DB8::5/128', '2001:db8::5/128'],
  ['::/0', '::/0'],
])('%s is the block %s', (text, canonical) => {
  expect(formatCidr(cidr(text))).toBe(canonical);
});

test.each([
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0/16',
  '010.0.0.0/8',
  '::/129',
  'fe80::1%eth0/64',
  '/8',
  'x/8',
])('%s is not a block', text => {
  expect(parseCidr(text)).toBeUndefined();
});

test.each(['10.1', '0x0a000001', '10.0.0.256', '1', '', '::1%lo'])('%j is not an address', text => {
  expect(parseAddress(text)).toBeUndefined();
});

test('an address is a block of full length', () => {
  expect(formatCidr(parseAddress('10.0.0.1')!)).toBe('10.0.0.1/32');
  expect(formatCidr(parseAddress('fd00::1')!)).toBe('fd00::1/128');
  expect(formatAddress(cidr('10.0.40.7/24').address, 4)).toBe('10.0.40.7');
});

test('host bits are seen', () => {
  expect(hasHostBits(cidr('10.0.40.7/24'))).toBe(true);
  expect(hasHostBits(cidr('10.0.40.0/24'))).toBe(false);
});

test('containment and overlap', () => {
  expect(contains(cidr('10.0.0.0/8'), cidr('10.1.0.0/16'))).toBe(true);
  expect(contains(cidr('10.1.0.0/16'), cidr('10.0.0.0/8'))).toBe(false);
  expect(contains(cidr('0.0.0.0/0'), cidr('::/128'))).toBe(false);
  expect(overlaps(cidr('10.1.0.0/16'), cidr('10.0.0.0/8'))).toBe(true);
  expect(overlaps(cidr('10.1.0.0/16'), cidr('10.2.0.0/16'))).toBe(false);
});

test('a range spans both of its ends, and a CIDR is a range', () => {
  expect(parseRange('10.0.0.7-10.0.0.9')).toEqual({
    text: '10.0.0.7-10.0.0.9',
    family: 4,
    first: parseAddress('10.0.0.7')!.first,
    last: parseAddress('10.0.0.9')!.first,
  });
  expect(parseRange('10.0.0.0/30')).toEqual(cidr('10.0.0.0/30'));
});

test.each(['10.0.0.9-10.0.0.7', '10.0.0.1-', '10.0.0.1-fd00::1', '10.0.0.1-10.0.0.2-10.0.0.3', '10.0.0.1'])(
  '%s is not a range',
  text => expect(parseRange(text)).toBeUndefined(),
);
