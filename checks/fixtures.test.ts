import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRepository } from '../repository/repository';
import { allChecks } from './all';
import { validPolicies } from './valid-policies';

/**
 * Each check has a folder with a project that it accepts and one that it does not. A line `# file: PATH` begins a file;
 * `# expect: TEXT` at the end of a line says that the check finds something there, in these words.
 */
function readFixture(code: string, name: 'good' | 'bad') {
  const text = readFileSync(join(__dirname, 'fixtures', code, `${name}.yaml`), 'utf8');
  const files = text.startsWith('# file: ')
    ? text
        .split(/^# file: /m)
        .slice(1)
        .map(part => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const)
    : [['manifests.yaml', text] as const];
  const expected = files.flatMap(([file, content]) =>
    content.split('\n').flatMap((line, index) =>
      line
        .split(' # expect: ')
        .slice(1)
        .map(words => ({ place: `${file}:${index + 1}`, words })),
    ),
  );
  return { texts: new Map(files), expected };
}

// One is too large to be a file, the test below makes it; the other needs a cluster of ours, and has a test of its own.
const withFixture = allChecks.filter(({ code }) => !['no-oversized-folders', 'require-closure'].includes(code));

describe.each(withFixture.map(check => [check.code, check] as const))('%s', (code, check) => {
  test('accepts what is good', () => {
    const findings = check.run(readRepository(readFixture(code, 'good').texts));
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  test('finds what is bad, at its line, and nothing else', () => {
    const { texts, expected } = readFixture(code, 'bad');
    const findings = check.run(readRepository(texts)).filter(({ severity }) => severity !== 'note');
    const found = findings.map(({ file, line, message }) => ({ place: `${file}:${line}`, words: message }));
    expect(expected).not.toEqual([]);
    expect(found.sort((a, b) => (a.place < b.place ? -1 : 1))).toEqual(
      expected
        .sort((a, b) => (a.place < b.place ? -1 : 1))
        .map(({ place, words }) => ({ place, words: expect.stringContaining(words) })),
    );
    // Policies are judged under the codes of `infraflux lint`, files under those of the reader.
    if (check !== validPolicies && code !== 'valid-yaml')
      expect(findings.map(finding => finding.code)).toEqual(findings.map(() => code));
  });
});

test('every check is explained on a page of its own', () => {
  const missing = allChecks.filter(({ code }) => !existsSync(join(__dirname, '../docs/checks', `${code}.md`)));
  expect(missing.map(({ code }) => code)).toEqual([]);
});

test('a folder that Argo CD would refuse to read is told', () => {
  const application = readFixture('require-owner', 'good').texts;
  const big = `${application.get('dist/a/a.yaml')}data: { text: "${'x'.repeat(11 * 2 ** 20)}" }\n`;
  const check = allChecks.find(({ code }) => code === 'no-oversized-folders')!;
  expect(check.run(readRepository(application))).toEqual([]);
  expect(check.run(readRepository(new Map([...application, ['dist/a/a.yaml', big]])))).toMatchObject([
    { file: 'apps/a.yaml', message: expect.stringContaining('`dist/a` holds 12 MiB') },
  ]);
});
