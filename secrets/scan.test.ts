import { casesIn } from './fixtures/cases';
import { secretsIn } from './scan';

const found = (file: string, text: string) => secretsIn(file, text).map(({ what, line, key }) => ({ what, line, key }));

test.each(casesIn('attempts.md').map(({ title, ...rest }) => [title, rest] as const))(
  'found: %s',
  (_, { file, text }) => {
    expect(secretsIn(file, text)).not.toEqual([]);
  },
);

test.each(casesIn('lookalikes.md').map(({ title, ...rest }) => [title, rest] as const))(
  'accepted: %s',
  (_, { file, text }) => {
    expect(found(file, text)).toEqual([]);
  },
);

const token = `ghp_${'a1B2'.repeat(10)}`;

test('a secret is found once, where it is written', () => {
  expect(found('a.yaml', `a: 1\nb:\n  - "${token}"\n  - ${token}\n`)).toEqual([
    { what: 'a GitHub token', line: 3, key: undefined },
  ]);
});

test('a value that is written in escapes is found at the line of its key', () => {
  const escaped = token.replace('g', '\\u0067');
  expect(found('a.yaml', `a: 1\nb:\n  token: "${escaped}"\n`)).toEqual([
    { what: 'a GitHub token', line: 3, key: 'token' },
  ]);
});

test('every value of a Secret is named by its key', () => {
  expect(found('a.yaml', 'kind: Secret\nstringData:\n  a: hello\n  b: goodbye\n')).toMatchObject([
    { line: 3, key: 'a' },
    { line: 4, key: 'b' },
  ]);
});

test('a large file is searched for credentials by their shape, and soon', () => {
  expect(found('a.yaml', `${'a: b\n'.repeat(1_200_000)}x: ${token}\n`)).toMatchObject([{ line: 1_200_001 }]);
});

test('hostile texts end', () => {
  const hostile = ['eyJ', 'password=', '://', '-----BEGIN ', 'A', '${', 'key:', '$2a$', 'a.b.', '"', 'xoxb-'];
  for (const part of hostile) expect(secretsIn('a.env', part.repeat(20_000 / part.length))).toBeDefined();
});
