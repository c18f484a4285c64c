import { parse } from 'yaml';
import { formatPath, formatYaml, parseYaml, YamlSyntaxError } from './yaml';

test('a node is found by its line, and what is not there by its nearest ancestor', () => {
  const [, document] = parseYaml('a: 1\n---\nspec:\n  ports:\n    - name: http\n      port: 80\n    - name: https\n');
  expect(document!.line).toBe(3);
  expect(document!.lineOf(['spec', 'ports', 1, 'name'])).toBe(7);
  expect(document!.lineOf(['spec', 'ports', 0, 'protocol'])).toBe(5);
  expect(document!.lineOf(['status'])).toBe(3);
});

test('empty documents and comments are no documents', () => {
  expect(parseYaml('# nothing\n---\n---\na: 1\n').map(({ value }) => value)).toEqual([{ a: 1 }]);
});

test('a fault is told with its line', () => {
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
