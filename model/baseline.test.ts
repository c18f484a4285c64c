import { applyBaseline, formatBaseline, parseBaseline } from './baseline';
import type { Finding } from './finding';

const finding = (line: number, culprit: string, file = 'a.yaml', severity: Finding['severity'] = 'error'): Finding => ({
  code: 'image',
  severity,
  file,
  line,
  path: `spec.containers[${line}].image`,
  message: `\`${culprit}\` floats`,
});
const known = [finding(9, 'web'), finding(4, 'web'), finding(4, 'api'), finding(1, 'note', 'a.yaml', 'note')];
const text = formatBaseline(known);
const apply = (findings: Finding[], isChecked = () => true) =>
  applyBaseline({ findings, suppressed: [] }, parseBaseline(text, 'known.yaml'), isChecked);

test('it is sorted, without lines, and does not depend on the order of findings', () => {
  expect(
    text,
  ).toBe(`# Findings that InfraFlux accepts. Write it anew with --write-baseline; delete entries that are fixed.
findings:
  - code: image
    file: a.yaml
    path: spec.containers[].image
    culprit: api
    count: 1
  - code: image
    file: a.yaml
    path: spec.containers[].image
    culprit: web
    count: 2
`);
  expect(formatBaseline([...known].reverse())).toBe(text);
});

test('what it knows does not fail, wherever it has moved', () => {
  const { findings, suppressed } = apply([finding(20, 'web'), finding(30, 'web'), finding(1, 'api')]);
  expect(findings).toEqual([]);
  expect(suppressed).toHaveLength(3);
  expect(suppressed[0]).toMatchObject({ by: 'baseline', reason: 'known in `known.yaml`' });
});

test('one more of the same, another file and another culprit fail', () => {
  const fresh = [finding(5, 'web'), finding(1, 'api', 'b.yaml'), finding(1, 'db')];
  expect(apply([...known.slice(0, 3), ...fresh]).findings).toEqual(fresh);
});

test('what is fixed is noted, where it was looked for', () => {
  expect(apply([finding(4, 'web')]).findings).toMatchObject([
    { code: 'baseline-fixed', severity: 'note', file: 'known.yaml', line: 3, repair: 'remove the entry' },
    { code: 'baseline-fixed', line: 8, repair: 'set its count to 1' },
  ]);
  expect(apply([finding(4, 'web')], () => false).findings).toEqual([]);
});

test.each([
  ['findings: [', 1],
  ['entries: []', 1],
  ['findings:\n  - code: image\n    file: a.yaml\n', 2],
  [text.replace('count: 2', 'count: -1'), 8],
])('a broken baseline %j is an error, and hides nothing', (broken, line) => {
  const { findings } = applyBaseline(
    { findings: known, suppressed: [] },
    parseBaseline(broken, 'known.yaml'),
    () => true,
  );
  expect(findings).toEqual([...known, expect.objectContaining({ code: 'invalid-baseline', severity: 'error', line })]);
});
