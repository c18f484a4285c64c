import { parse } from 'yaml';
import { formatPath, formatYaml, parseFile, parseYaml, YamlSyntaxError } from './yaml';

test('a node is found by its line, and what is not there by its nearest ancestor', () => {
  const [, document] = parseYaml('a: 1\n---\nspec:\n  ports:\n    - name: http\n      port: 80\n    - name: https\n');
  expect(document!.line).toBe(3);
  expect(document!.lineOf(['spec', 'ports', 1, 'name'])).toBe(7);
  expect(document!.lineOf(['spec', 'ports', 0, 'protocol'])).toBe(5);
  expect(document!.lineOf(['status'])).toBe(3);
});

test('empty documents and comments do not count as documents', () => {
  expect(parseYaml('# nothing\n---\n---\na: 1\n').map(({ value }) => value)).toEqual([{ a: 1 }]);
});

test('an error has its line', () => {
  expect(() => parseYaml('a: [\nb: }')).toThrow(YamlSyntaxError);
  expect(() => parseYaml('a: 1\na: 2\n')).toThrow('duplicated mapping key');
});

test('scalars are read as Kubernetes reads them', () => {
  expect(parseYaml('{mode: 0400, flag: yes, date: 2026-01-01}')[0]!.value).toEqual({
    mode: 256,
    flag: true,
    date: '2026-01-01',
  });
});

test('what is written reads the same in YAML 1.1 and 1.2', () => {
  const texts = [
    'yes',
    'on',
    'n',
    '0400',
    '0o17',
    '12:30',
    '1e3',
    '.5',
    '~',
    '',
    '=',
    '<<',
    '2026-01-01',
    ' a',
    '#',
    '- b',
  ];
  const value = { texts, y: true, nested: { number: 1.5, none: null, long: 'word '.repeat(60) } };
  const text = formatYaml([value]);

  expect(parseYaml(text)[0]!.value).toEqual(value);
  for (const version of ['1.1', '1.2'] as const) expect(parse(text, { version })).toEqual(value);
});

test('paths are written as people write them', () => {
  expect(formatPath(['metadata', 'labels', 'app.kubernetes.io/name'])).toBe(
    'metadata.labels["app.kubernetes.io/name"]',
  );
  expect(formatPath(['spec', 'ports', 0])).toBe('spec.ports[0]');
});

test('a long text of many documents has the lines that its parts have by themselves', () => {
  const part = (index: number) =>
    `kind: A${index}\ntext: |\n  a --- b\n  ${'x'.repeat(300)}\nlist:\n  - one\n  - two\n`;
  const parts = Array.from({ length: 600 }, (_, index) => part(index));
  const documents = parseYaml(parts.join('---\n'));
  expect(documents.map(({ value }) => value)).toEqual(parts.map(text => parseYaml(text)[0]?.value));
  expect(documents.map(document => document.lineOf(['list', 1]))).toEqual(parts.map((_, index) => index * 8 + 7));
  expect(() => parseYaml(`${parts.join('---\n')}---\na: [\n`)).toThrow(YamlSyntaxError);
  expect(lineOfFault(`${parts.join('---\n')}---\n- a\nb: 1\n`)).toBe(600 * 8 + 2);
});

const bomb = (levels: number) =>
  [
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: levels }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`),
  ].join('\n');

test.each([
  ['a bomb of sequences', bomb(9), 'excessive aliasing', 4],
  [
    'a bomb of mappings',
    `a0: &a0 {k: v}\n${Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} {l: *a${level}, r: *a${level}}`).join('\n')}`,
    'excessive aliasing',
    10,
  ],
  ['a sequence in itself', 'a: 1\nb: &x [*x]', '`x` contains itself', 2],
  ['a mapping in itself', 'a: &x\n  b:\n    c: *x', '`x` contains itself', 3],
  ['a merge of itself', 'a: &x\n  <<: *x', '`x` contains itself', 2],
  ['an unknown tag', 'a: 1\nb: !env_var HOME', 'unknown scalar tag', 2],
  ['an unknown tag of a mapping', 'a: !thing {b: 1}', 'unknown mapping tag', 1],
  ['a NUL', 'a: 1\nb: \u0000', 'null byte', 2],
  ['binary that is not base64', 'a: !!binary "%%%"', 'cannot resolve', 1],
  ['an alias without an anchor', 'a: 1\nb: *nothing', 'nothing', 2],
])('%s is refused, with its line', (_, text, reason, line) => {
  expect(() => parseYaml(text)).toThrow(reason);
  expect(lineOfFault(text)).toBe(line);
});

test('aliases that a person writes are read', () => {
  const text = `labels: &labels {app: web}\nselector: *labels\nlist: [${'*labels, '.repeat(900)}]\nname: &name web\nnames: [${'*name, '.repeat(5000)}]`;
  expect(parseYaml(text)[0]?.value).toMatchObject({ selector: { app: 'web' } });
});

test.each([
  ['a trailing comma', '{\n  "a": 1,\n}\n', 3],
  ['a comment', '// a\n{"a": 1}', 1],
  ['two values', '{"a": 1}\n{"a": 2}', 2],
  ['YAML', 'a: 1', 1],
  ['an end that is missing', '{"a": {\n"b": 1}', 2],
])('%s in a `.json` file is refused, because Argo CD reads it as JSON', (_, text, line) => {
  expect(lineOfFault(text, 'a.JSON')).toBe(line);
  expect(() => parseFile('{"a": [1]}\n', 'a.json')).not.toThrow();
});

test('binary is the text that it encodes', () => {
  expect(parseYaml('a: !!binary aGVsbG8=')[0]?.value).toEqual({ a: 'hello' });
});

function lineOfFault(text: string, file = 'a.yaml'): number | undefined {
  try {
    parseFile(text, file);
  } catch (error) {
    return error instanceof YamlSyntaxError ? error.line : undefined;
  }
  return undefined;
}
