import type { Finding } from '../../model/finding';
import { formats } from './all';
import type { Report } from './format';

const finding: Finding = {
  code: 'no-example',
  severity: 'error',
  file: 'dist/a,b.yaml',
  line: 7,
  path: 'spec',
  message: '`<a>` & "b" | 100%',
  allowed: 'nothing',
  repair: 'remove it',
};
const report: Report = {
  tool: 'check',
  findings: [finding, { ...finding, severity: 'note' }],
  suppressed: [{ finding, reason: 'known' }],
  rules: [
    { code: 'no-example', title: 'An example', page: 'docs/checks/no-example.md' },
    { code: 'no-other', title: 'Another', page: 'docs/checks/no-other.md' },
  ],
};
const nothing: Report = { ...report, findings: [], suppressed: [] };

test.each(Object.entries(formats))('%s shows the finding, and accepts none', (_, format) => {
  expect(format(report)).toContain('no-example');
  expect(() => format(nothing)).not.toThrow();
});

test('for people: the finding, what was ignored, and the count', () => {
  const lines = formats.text(report).split('\n');
  expect(lines[0]).toBe('dist/a,b.yaml:7: error: `<a>` & "b" | 100% [no-example]');
  expect(lines.at(-2)).toBe('dist/a,b.yaml:7: suppressed [no-example]: known');
  expect(lines.at(-1)).toBe('1 error, 1 note, 1 suppressed');
  expect(formats.text(nothing)).toBe('nothing found');
});

test('for code scanning: places, levels and suppressions', () => {
  const [run] = JSON.parse(formats.sarif(report)).runs;
  expect(run.tool.driver.rules).toHaveLength(2);
  expect(run.results).toMatchObject([
    { ruleId: 'no-example', level: 'error', locations: [{ physicalLocation: { region: { startLine: 7 } } }] },
    { level: 'note' },
    { suppressions: [{ kind: 'inSource', justification: 'known' }] },
  ]);
});

test('for test reports: a case for each rule, which errors and warnings fail', () => {
  const xml = formats.junit(report);
  expect(xml).toContain('tests="2" failures="1"');
  expect(xml).toContain('message="`&lt;a&gt;` &amp; &quot;b&quot; | 100%"');
  expect(xml.match(/<failure/g)).toHaveLength(1);
});

test('for GitHub: one command for each finding, escaped', () => {
  expect(formats.github(report).split('\n')).toEqual([
    '::error file=dist/a%2Cb.yaml,line=7,title=no-example::`<a>` & "b" | 100%25; allowed: nothing; remove it',
    expect.stringMatching(/^::notice /),
  ]);
});

test('for a comment: a table whose cells stay cells', () => {
  expect(formats.markdown(report)).toContain('`<a>` & "b" \\| 100%; allowed: nothing; remove it');
});
