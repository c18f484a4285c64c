import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyRules } from '../model/rule';
import { readRepository } from '../repository/repository';
import { exampleFiles } from '../test/example-files';
import { allChecks, type RepositoryRule } from './all';

const find = (rule: RepositoryRule, texts: ReadonlyMap<string, string>) =>
  applyRules([rule], readRepository(texts)).filter(({ severity }) => severity !== 'note' || rule.severity === 'note');

/**
 * Each check has a folder with a repository that it accepts and one that it does not. A line `# file: PATH` begins a
 * file; `# expect: TEXT` at the end of a line says that the check finds something there, in these words.
 */
function readFixture(code: string, name: 'good' | 'bad') {
  const texts = exampleFiles(readFileSync(join(__dirname, 'fixtures', code, `${name}.yaml`), 'utf8'));
  const expected = [...texts].flatMap(([file, content]) =>
    content.split('\n').flatMap((line, index) =>
      line
        .split(' # expect: ')
        .slice(1)
        .map(words => ({ place: `${file}:${index + 1}`, words })),
    ),
  );
  return { texts, expected };
}

/** One needs a folder of 12 MiB, the other the service graph of a cluster: each has a test of its own. */
const byText = allChecks.filter(({ code }) => !['no-oversized-folders', 'require-closure'].includes(code));

describe.each(byText.map(check => [check.code, check] as const))('%s', (code, check) => {
  test('accepts the good repository', () => {
    expect(find(check, readFixture(code, 'good').texts)).toEqual([]);
  });

  test('finds what is wrong in the bad one, at its line, and nothing else', () => {
    const { texts, expected } = readFixture(code, 'bad');
    const findings = find(check, texts);
    const found = findings.map(({ file, line, message }) => ({ place: `${file}:${line}`, words: message }));
    expect(expected).not.toEqual([]);
    expect(found.sort((a, b) => (a.place < b.place ? -1 : 1))).toEqual(
      expected
        .sort((a, b) => (a.place < b.place ? -1 : 1))
        .map(({ place, words }) => ({ place, words: expect.stringContaining(words) })),
    );
    // Policies have findings under the codes of `infraflux lint`.
    if (code !== 'valid-policies') expect(findings.map(finding => finding.code)).toEqual(findings.map(() => code));
  });

  test('finds its wrong example, and accepts the right one', () => {
    expect(find(check, exampleFiles(check.wrong))).not.toEqual([]);
    expect(find(check, exampleFiles(check.right))).toEqual([]);
  });
});

test('a folder that Argo CD would refuse to read is reported', () => {
  const application = readFixture('require-owner', 'good').texts;
  const big = `${application.get('dist/a/a.yaml')}data: { text: "${'x'.repeat(11 * 2 ** 20)}" }\n`;
  const check = allChecks.find(({ code }) => code === 'no-oversized-folders')!;
  expect(find(check, application)).toEqual([]);
  expect(find(check, new Map([...application, ['dist/a/a.yaml', big]]))).toMatchObject([
    { file: 'apps/a.yaml', message: expect.stringContaining('`dist/a` holds 12 MiB') },
  ]);
});
