import { readRepository } from '../repository/repository';
import { allChecks } from './all';
import { findSecrets } from './no-secrets';
import { runChecks } from './run';

// Assembled, so that this file does not itself hold what it looks for.
const token = `ghp_${'a1B2'.repeat(10)}`;
const checks = allChecks.filter(({ code }) => code === 'no-secrets');

/** A repository in which only Git knows of some files. */
const run = (tracked: Record<string, string>, texts: Record<string, string> = {}) =>
  runChecks(
    readRepository(new Map(Object.entries(texts)), new Map(), [], {
      files: Object.keys(tracked),
      read: file => tracked[file],
    }),
    checks,
    { today: '2026-01-01' },
  );

test('a finding says what it is, where, and what to do, and not the secret', () => {
  const [finding, ...others] = findSecrets(new Map([['a.yaml', `a: 1\nb: ${token}\n`]]));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: 'no-secrets', line: 2, message: 'the line holds a GitHub token (`ghp_…`)' });
  expect(finding?.repair).toContain('revoke it');
  expect(JSON.stringify(finding)).not.toContain('a1B2');
});

test('nothing of a password is shown', () => {
  const [finding] = findSecrets(new Map([['.env', `DB_PASSWORD=${'hunter'}2\n`]]));
  expect(finding?.message).toBe('`DB_PASSWORD` holds a password');
});

test('files that only Git knows of are read, once', () => {
  const texts = { 'dist/a.yaml': `x: ${token}` };
  expect(
    run({ ...texts, '.env': `TOKEN=${token}`, 'scripts/a.sh': 'echo' }, texts).findings.map(({ file }) => file),
  ).toEqual(['.env', 'dist/a.yaml']);
});

test.each([
  ['a.sh', `# infraflux-ignore no-secrets: of a test\ntoken=${token}\n`],
  ['a.sh', `token=${token} # infraflux-ignore no-secrets: of a test\n`],
  ['a.ts', `// infraflux-ignore no-secrets: of a test\nconst token = '${token}';\n`],
  ['a.md', `<!-- infraflux-ignore no-secrets: of a test -->\n${token}\n`],
  [
    'a/b.yaml',
    'a: 1\n---\n# infraflux-ignore no-secrets: of a test\napiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  a: hello\n',
  ],
  ['clusters/a.yaml', `# infraflux-ignore no-secrets: of a test\nx: ${token}\n`],
])('a finding in %s is suppressed by a comment of its language', (file, text) => {
  const { findings, suppressed } = run({ [file]: text });
  expect(findings).toEqual([]);
  expect(suppressed).toMatchObject([{ reason: 'of a test' }]);
});

test('what a comment says of other rules does not count outside of manifests', () => {
  expect(run({ 'a.sh': `# infraflux-ignore valid-schema: no\ntoken=${token}\n` }).findings).toHaveLength(1);
});

test('a reference is accepted', () => {
  expect(
    findSecrets(new Map([['a.yaml', 'admin: { existingSecret: grafana-admin, passwordKey: admin-password }']])),
  ).toEqual([]);
});
