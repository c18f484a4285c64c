import { parseAddress, parseRange } from './cidr';
import { specialUseIn, specialUseOf } from './special-addresses';

test.each([
  ['0.0.0.0', 'an unspecified address'],
  ['127.0.0.1', 'a loopback address'],
  ['169.254.1.1', 'a link-local address'],
  ['224.0.0.1', 'a multicast address'],
  ['239.255.255.255', 'a multicast address'],
  ['255.255.255.255', 'the broadcast address'],
  ['10.0.0.1', undefined],
  ['240.0.0.1', undefined],
])('%s is %s', (text, what) => {
  const address = parseAddress(text);
  expect(address && specialUseOf(address)?.what).toBe(what);
});

test.each([
  ['0.0.0.0/0', 'an unspecified address', undefined],
  ['126.255.255.255-127.0.0.0', 'a loopback address', undefined],
  ['127.0.0.0/30', 'a loopback address', 'a loopback address'],
  ['10.0.0.0/8', undefined, undefined],
])('%s has in it %s, and all of it is %s', (text, inside, whole) => {
  const range = parseRange(text);
  expect(range && [specialUseIn(range)?.what, specialUseOf(range)?.what]).toEqual([inside, whole]);
});
