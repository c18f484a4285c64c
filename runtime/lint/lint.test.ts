import { compare, formatFindings } from '../../model/finding';
import { parseManifests } from '../../model/manifest';
import { schemaOf } from '../../upstream/schemas/load';
import { lintPolicies } from './lint';
import { tracingRules } from './rules';

const lint = (text: string) => lintPolicies(parseManifests(text, 'policy.yaml'), schemaOf);

test('every rule has a code of its own, in order', () => {
  const codes = tracingRules.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort(compare));
});

describe.each(tracingRules)('$code', ({ code, severity, title, why, wrong, right }) => {
  const findings = lint(wrong);

  test('is all that the wrong example shows, at the lines that are marked', () => {
    expect(new Set(findings.map(finding => finding.code))).toEqual(new Set([code]));
    expect(new Set(findings.map(({ line }) => line))).toEqual(new Set(markedLines(wrong)));
    expect(findings.map(finding => finding.severity)).toContain(severity);
  });

  test('is not in the right example, and neither is anything else', () => {
    expect(formatFindings(lint(right))).toBe('');
  });

  test('says what is wrong, what is accepted and how to fix it', () => {
    expect([title, ...findings.map(({ message }) => message)].filter(text => /[.?!]$/.test(text))).toEqual([]);
    expect(why).toMatch(/\.$/);
    expect(formatFindings(findings)).toMatchSnapshot();
  });
});

function markedLines(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (line.endsWith('# wrong') ? [index + 1] : []));
}
