import { readdirSync, readFileSync } from 'node:fs';
import { compare, formatFindings } from '../model/finding';
import { type ClusterFile, loadFleet } from './load';
import { clusterRules } from './rules/cluster';
import { fleetRules } from './rules/fleet';

const folder = 'config/invalid';

/** Fixtures are named after the only code that they provoke; those of a fleet are folders. */
const fixtures = new Map<string, ClusterFile[]>();
for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort(compare)) {
  if (!path.endsWith('.yaml')) continue;
  const code = path.replace(/\/.*|\.yaml$/, '');
  const file = `${folder}/${path}`;
  fixtures.set(code, [...(fixtures.get(code) ?? []), { file, text: readFileSync(file, 'utf8') }]);
}

const codesOfForm = [
  'empty-file',
  'invalid-value',
  'invalid-yaml',
  'missing-key',
  'several-documents',
  'unknown-key',
  'wrong-type',
];

test('every rule has one code, and every code a fixture', () => {
  const codes = [...clusterRules, ...fleetRules].map(rule => rule.code);
  expect(new Set(codes).size).toBe(codes.length);
  expect([...fixtures.keys()].sort(compare)).toEqual([...codes, ...codesOfForm].sort(compare));
});

describe.each([...fixtures])('%s', (code, files) => {
  const { findings } = loadFleet(files);

  test('is all that is found, at the lines that are marked', () => {
    expect(new Set(findings.map(finding => finding.code))).toEqual(new Set([code]));
    expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual(files.flatMap(markedLines));
  });

  test('says what is wrong, what is allowed and how to mend it', () => {
    for (const finding of findings) {
      expect(finding.message).not.toMatch(/[.?!]$/);
      expect(finding.allowed).toBeTruthy();
      expect(finding.repair).toBeTruthy();
    }
    expect(formatFindings(findings)).toMatchSnapshot();
  });
});

function markedLines({ file, text }: ClusterFile): string[] {
  return text.split('\n').flatMap((line, index) => (line.endsWith('# fault') ? [`${file}:${index + 1}`] : []));
}
