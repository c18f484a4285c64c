import { formatFindings } from '../model/finding';
import type { RuleText } from '../model/rule';
import { clusterFiles } from '../test/cluster-fragments';
import { type ClusterFile, loadFleet } from './load';
import { minimalClusterFile } from './minimal-cluster';
import { clusterRuleSet } from './rules/all';
import { clusterRules } from './rules/cluster';
import { fleetRules } from './rules/fleet';
import { readingRules } from './rules/reading';

const whole = (text: string): ClusterFile[] => [{ file: 'cluster.yaml', text }];
const cases: [string, RuleText, (text: string) => ClusterFile[]][] = [
  ...Object.values(readingRules).map((rule): [string, RuleText, typeof whole] => [rule.code, rule, whole]),
  ...[...clusterRules, ...fleetRules].map((rule): [string, RuleText, typeof whole] => [rule.code, rule, clusterFiles]),
];

test('every rule has a unique code, and is described', () => {
  const codes = clusterRuleSet.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, title, why } of clusterRuleSet) {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^[`A-Z].*[^.]$/);
    expect(why).toMatch(/\.$/);
  }
});

test('the minimal cluster file has no finding', () => {
  expect(loadFleet(whole(minimalClusterFile))).toMatchObject({ findings: [], clusters: [{ name: 'lab' }] });
});

describe.each(cases)('%s', (code, rule, filesOf) => {
  test('is all that is found in the wrong example', () => {
    const { findings } = loadFleet(filesOf(rule.wrong));
    expect(new Set(findings.map(finding => `${finding.severity} ${finding.code}`))).toEqual(
      new Set([`${rule.severity} ${code}`]),
    );
    for (const { line, message, allowed, repair } of findings) {
      expect({ line, allowed, repair }).toEqual({
        line: expect.any(Number),
        allowed: expect.stringMatching(/./),
        repair: expect.stringMatching(/./),
      });
      expect(message).not.toMatch(/[.?!]$/);
    }
    expect(formatFindings(findings)).toMatchSnapshot();
  });

  test('is not found in the right one, nor is anything else', () => {
    expect(formatFindings(loadFleet(filesOf(rule.right)).findings)).toBe('');
  });
});
