import { matchesName } from './fqdn';

test.each([
  ['*.a.io', ['x.a.io', 'X.A.IO.', '.a.io'], ['a.io', 'x.y.a.io', 'xa.io']],
  ['**.a.io', ['x.a.io', 'x.y.a.io'], ['a.io', '.a.io']],
  ['sub*.a.io', ['sub.a.io', 'sub-1.a.io'], ['x.sub.a.io', 'sub.b.a.io']],
  ['*', ['a', 'a.b.c.', '.'], ['a..b']],
  ['a.**.io', ['a.b.io'], ['a.b.c.io', 'a.io']],
  ['a.io', ['a.io', 'A.io.'], ['xa.io', 'a.io.x', 'axio']],
])('%s', (matchPattern, matching, others) => {
  expect(matching.filter(name => !matchesName({ matchPattern }, name))).toEqual([]);
  expect(others.filter(name => matchesName({ matchPattern }, name))).toEqual([]);
});
