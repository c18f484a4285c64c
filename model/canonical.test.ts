import fc from 'fast-check';
import { canonicalText } from './canonical';

/** The same value with the keys of every object in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test('the order of keys makes no difference, the order of elements does', () => {
  fc.assert(fc.property(fc.jsonValue(), value => canonicalText(reversed(value)) === canonicalText(value)));
  expect(canonicalText([1, 2])).not.toBe(canonicalText([2, 1]));
});

test('the text holds the whole value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value =>
      expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value))),
    ),
  );
});
