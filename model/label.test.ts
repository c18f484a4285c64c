import { isLabelKey, isLabelValue } from './label';

test.each(['tier', 'kubernetes.io/os', 'node-role.kubernetes.io/control-plane', 'A_b.c', 'a'.repeat(63)])(
  '%s is a label key',
  text => expect(isLabelKey(text)).toBe(true),
);

test.each(['', '/os', 'a/', 'a/b/c', 'foo bar!', '-a', 'a_', 'K8s.io/os', 'a'.repeat(64), `${'a.'.repeat(127)}a/b`])(
  '%j is not a label key',
  text => expect(isLabelKey(text)).toBe(false),
);

test.each([
  ['', true],
  ['true', true],
  ['a_b.C-1', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['a b c', false],
  ['-a', false],
  ['a/b', false],
])('the label value %j: %s', (text, valid) => expect(isLabelValue(text)).toBe(valid));
