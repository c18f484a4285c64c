import { isDnsLabel, isDnsSubdomain, isDomain, isHostName, isInDomain } from './dns-name';

const label63 = 'a'.repeat(63);

test.each([
  ['leaf-a', [true, true, true, false]],
  ['10', [true, true, false, false]],
  ['192.168.10.5', [false, true, false, false]],
  ['lab.example.net', [false, true, true, true]],
  ['1.a', [false, true, true, true]],
  [`${label63}.net`, [false, true, true, true]],
  [`${label63}a.net`, [false, false, false, false]],
  [`${`${label63}.`.repeat(3)}${'a'.repeat(62)}`, [false, false, false, false]],
  ['a..b', [false, false, false, false]],
  ['a.-b', [false, false, false, false]],
  ['Lab.net', [false, false, false, false]],
  ['lab.net.', [false, false, false, false]],
  ['a b', [false, false, false, false]],
  ['', [false, false, false, false]],
])('%s is a label, a subdomain, a host name, a domain: %j', (text, answers) => {
  expect([isDnsLabel, isDnsSubdomain, isHostName, isDomain].map(is => is(text))).toEqual(answers);
});

test('a name is in a domain by whole labels', () => {
  expect(isInDomain('a.lab.net', 'lab.net')).toBe(true);
  expect(isInDomain('lab.net', 'lab.net')).toBe(true);
  expect(isInDomain('mylab.net', 'lab.net')).toBe(false);
});
