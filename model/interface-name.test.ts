import { isInterfaceName } from './interface-name';

test.each([
  ['eth0', true],
  ['enp0s31f6.100', true],
  ['a'.repeat(15), true],
  ['a'.repeat(16), false],
  ['', false],
  ['.', false],
  ['..', false],
  ['a/b', false],
  ['eth0:1', false],
  ['a b', false],
])('%j as an interface name: %s', (text, valid) => expect(isInterfaceName(text)).toBe(valid));
