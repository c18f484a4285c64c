import { overlay } from './overlay';

test('maps are merged, lists and scalars replaced, and null is a value', () => {
  const below = { kept: 1, map: { a: 1, b: 2 }, list: [1, 2], off: { x: 1 }, gone: 1 };
  const above = { map: { b: 3, c: 4 }, list: [3], off: false, gone: null, added: undefined };
  expect(overlay(below, above)).toEqual({ kept: 1, map: { a: 1, b: 3, c: 4 }, list: [3], off: false, gone: null });
});
