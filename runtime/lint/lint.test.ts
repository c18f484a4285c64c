import { readdirSync, readFileSync } from 'node:fs';
import { compare, formatFindings } from '../../model/finding';
import { parseManifests } from '../../model/manifest';
import { traps } from './all';
import { lintPolicies } from './lint';

const folder = 'runtime/lint/rules';

/** Every trap has a policy of its name that falls into it, and into no other. */
const fixtures = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .sort(compare)
  .map(file => ({ code: file.replace('.yaml', ''), file: `${folder}/${file}` }));

test('every trap has one code, and every code a policy', () => {
  const codes = traps.map(({ code }) => code).sort(compare);
  expect(fixtures.map(({ code }) => code)).toEqual(codes);
});

describe.each(fixtures)('$code', ({ code, file }) => {
  const text = readFileSync(file, 'utf8');
  const findings = lintPolicies(parseManifests(text, file));

  test('is all that is found, at the lines that are marked', () => {
    expect(new Set(findings.map(finding => finding.code))).toEqual(new Set([code]));
    expect(findings.map(({ line }) => line)).toEqual(markedLines(text));
  });

  test('says what is wrong, what is allowed and how to mend it', () => {
    expect(findings.every(({ message }) => !/[.?!]$/.test(message))).toBe(true);
    expect(formatFindings(findings)).toMatchSnapshot();
  });
});

function markedLines(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (line.endsWith('# fault') ? [index + 1] : []));
}
