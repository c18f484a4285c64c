import { code, codeBlock, table } from './markdown';

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

test('a block of code holds lines with fences of their own', () => {
  expect(codeBlock('bash', 'echo', false, '```')).toBe(['````bash', 'echo', '```', '````'].join('\n'));
});
