import type { ObjectSchema, Schema } from '../schema';
import { withDefaults } from './defaults';
import { formats } from './formats';
import { brokenRules, brokenTransitions } from './rules';
import { violations } from './violations';

const schema = (spec: Schema, builtIn = false): ObjectSchema => ({
  scope: 'Cluster',
  builtIn,
  root: { type: 'object', properties: { spec } },
});
const found = (spec: Schema, value: unknown, builtIn = false) =>
  violations({ spec: value }, schema(spec, builtIn)).map(({ kind, at }) => `${kind} ${at.join('.')}`);

const list: Schema = { type: 'array', items: { type: 'string' } };

test('a custom resource takes null only for a default, or where it is nullable', () => {
  expect(found(list, null)).toEqual(['type spec']);
  expect(found({ ...list, nullable: true }, null)).toEqual([]);
  expect(found({ type: 'integer', default: 1 }, null)).toEqual([]);
  expect(found({ 'x-kubernetes-preserve-unknown-fields': true }, null)).toEqual([]);
  expect(found(list, ['a', null])).toEqual(['type spec.1']);
});

test('a built-in kind takes null for an absent field, but not in a list with keys', () => {
  expect(found(list, null, true)).toEqual([]);
  expect(found(list, ['a', null], true)).toEqual([]);
  const ports: Schema = {
    type: 'array',
    items: { type: 'object', properties: { name: { type: 'string' } } },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
  };
  expect(found(ports, [{ name: 'a' }, null], true)).toEqual(['type spec.1']);
  expect(found({ type: 'object', properties: { a: list }, required: ['a'] }, { a: null }, true)).toEqual([
    'missing spec.a',
  ]);
});

test('a required field with a default may be absent', () => {
  const withDefault: Schema = { type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] };
  expect(found(withDefault, {})).toEqual([]);
  expect(withDefaults({}, withDefault)).toEqual({ a: 'x' });
  expect(withDefaults({ a: null }, withDefault)).toEqual({ a: 'x' });
  expect(withDefaults([{}], { type: 'array', items: withDefault })).toEqual([{ a: 'x' }]);
});

test('a form is judged with its defaults', () => {
  const address: Schema = {
    type: 'object',
    properties: { type: { type: 'string', default: 'IP' }, value: { type: 'string' } },
    oneOf: [{ properties: { type: { enum: ['IP'] } } }, { properties: { type: { not: { enum: ['IP'] } } } }],
  };
  expect(found(address, { value: 'x' })).toEqual([]);
});

test('a set has each item once, whatever its type', () => {
  const set: Schema = { type: 'array', items: { type: 'integer' }, 'x-kubernetes-list-type': 'set' };
  expect(found(set, [1, 2, 1])).toEqual(['value spec.2']);
  expect(found(list, ['a', 'a'])).toEqual([]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['cidr', ['10.0.0.0/8', '010.0.0.0/08', 'fd00::/8'], ['', '10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'x']],
  ['ipv4', ['192.0.2.1', '192.0.2.010'], ['', '192.0.2', '::1', '192.0.2.256']],
  ['ipv6', ['::1', '2001:db8::1'], ['192.0.2.1', '::g']],
  [
    'date-time',
    ['2026-01-31T12:00:00Z', '2024-02-29t23:59:59.5+01:00'],
    ['2026-01-31', '2026-02-29T00:00:00Z', '2026-01-31T24:00:00Z'],
  ],
  ['duration', ['1h30m', '0', '-1.5s', '22 ns'], ['', 'x', '1']],
  [
    'quantity',
    ['1', '1.5', '500m', '128Mi', '1e3', '.5', '-1', '1G'],
    ['1GB', '1 Gi', '', 'Mi', '1.5.2', '0x1', '1mi'],
  ],
  ['byte', ['', 'aGVsbG8=', 'aGVs\nbG8='], ['a', 'aGVsbG8', '****']],
  ['uri', ['https://example.org/a?b', '/a', 'urn:a'], ['', 'example.org', 'a b', '/%zz']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
  ['mac', ['00:00:5e:00:53:01', '0000.5e00.5301'], ['00:00:5e:00:53', 'x']],
])('format `%s`', (name, right, wrong) => {
  const { accepts } = formats[name]!;
  expect({ right: right.filter(text => !accepts(text)), wrong: wrong.filter(accepts) }).toEqual({
    right: [],
    wrong: [],
  });
});

const ruled = (rule: string, more: object = {}): Schema => ({
  type: 'object',
  properties: { port: { type: 'integer' }, namespace: { type: 'string' }, names: list },
  'x-kubernetes-validations': [{ rule, message: 'the port is low', ...more }],
});

test('a rule sees integers, reserved names and defaults as the API server has them', () => {
  expect(
    brokenRules({ port: 80, namespace: 'a' }, ruled("self.port == 80 && self.__namespace__ == 'a'")).violations,
  ).toEqual([]);
  expect(brokenRules({ names: ['a'] }, ruled("self.names.all(n, n.matches('^(?i)A$'))")).violations).toEqual([]);
  expect(brokenRules({ port: 80 }, ruled('self.port > 1024')).violations).toMatchObject([
    { message: 'the object breaks a rule of its CRD: the port is low' },
  ]);
  const explained = ruled('self.port > 1024', { messageExpression: "'not ' + string(self.port)", fieldPath: '.port' });
  expect(brokenRules({ port: 80 }, explained).violations).toMatchObject([
    { at: ['port'], message: expect.stringMatching(/: not 80$/) },
  ]);
});

test('a rule about an absent field is broken; one that cannot be evaluated is reported', () => {
  expect(brokenRules({}, ruled('size(self.names) > 0')).violations).toHaveLength(1);
  expect(brokenRules({ port: 1 }, ruled('isURL(self.port)'))).toMatchObject({
    violations: [],
    unevaluated: [{ rule: 'isURL(self.port)', reason: expect.stringContaining('isURL') }],
  });
});

test('a rule over the old value is about a change only', () => {
  const fixed = ruled('self.port == oldSelf.port');
  expect(brokenRules({ port: 80 }, fixed).violations).toEqual([]);
  expect(brokenTransitions({ port: 80 }, { port: 81 }, fixed).violations).toHaveLength(1);
  expect(brokenTransitions({ port: 80 }, { port: 80 }, fixed).violations).toEqual([]);
});
