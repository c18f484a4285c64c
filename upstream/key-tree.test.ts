import { type Evidence, keyTreeOf } from './key-tree';

function tree(evidence: Partial<Evidence>) {
  return keyTreeOf({ values: {}, schema: {}, named: [], whole: [], ...evidence });
}

test('defaults give keys and types; an empty one says nothing of its type', () => {
  const values = { enabled: true, port: 80, name: 'x', hosts: [], tag: '', gone: null };
  const types = { enabled: 'boolean', gone: 'any', hosts: 'list', name: 'string', port: 'number', tag: 'any' };
  expect(tree({ values })).toEqual(types);
});

test('what only a template reads is known too', () => {
  expect(tree({ values: { a: { b: 1 } }, named: [['a', 'c'], ['d']] })).toEqual({
    a: { b: 'number', c: 'any' },
    d: 'any',
  });
});

test('an empty map is open unless templates read it by name alone', () => {
  expect(tree({ values: { labels: {}, image: {} }, named: [['image', 'tag']] })).toEqual({
    image: { tag: 'any' },
    labels: 'map',
  });
});

test('the examples of a map that is printed whole do not count as keys', () => {
  const values = { strategy: { type: 'Recreate' } };
  expect(tree({ values, whole: [['strategy']] })).toEqual({ strategy: 'map' });
  expect(tree({ values, whole: [['strategy']], named: [['strategy', 'type']] })).toEqual({
    strategy: { '*': 'any', type: 'string' },
  });
});

test('a schema has the last word on types', () => {
  const schema = {
    properties: { mode: { type: ['string', 'boolean', 'null'] }, level: { enum: ['info', 'debug', null] } },
  };
  expect(tree({ values: { mode: 'false', level: 'info' }, schema })).toEqual({
    level: '"info"|"debug"',
    mode: 'string|boolean',
  });
});
