import { code, codeBlock, prose, table } from './markdown';

test('a cell cannot end its row or the table', () => {
  expect(table(['a', 'b'], [['x|y\nz', 'already \\| escaped']])).toBe(
    ['| a | b |', '| --- | --- |', '| x\\|y z | already \\| escaped |'].join('\n'),
  );
});

test.each([
  ['plain', '`plain`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a``b`c', '```a``b`c```'],
  ['two\nlines', '`two lines`'],
])('%j as code is %s', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('text stays in its paragraph', () => {
  expect(prose('v1.13.9, a_b')).toBe('v1.13.9, a_b');
  expect(prose('x\n```bash\n<b>[a](b)')).toBe('x \\`\\`\\`bash \\<b\\>\\[a\\](b)');
});

test('a block of code holds lines with fences of their own', () => {
  expect(codeBlock('bash', 'echo', false, '```')).toBe(['````bash', 'echo', '```', '````'].join('\n'));
});
