import { join } from 'node:path';
import { lintRules } from '../policy/lint/rules';
import { runCommand } from '../test/run-command';

const faulty = join(__dirname, 'testdata', 'faulty');

const run = (...args: string[]) => runCommand('lint', ...args);

test('findings have file, line, path and repair; unreadable files are findings too', async () => {
  const { code, out } = await run(faulty);
  expect(out).toContain(`${faulty}/policies.yaml:6: error: the rule has no \`ingress\``);
  expect(out).toContain('[rule-without-lists]');
  expect(out).toContain('[empty-rule-as-allow]');
  expect(out).toMatch(/broken\.yaml:\d+: note: the file is not YAML as Kubernetes reads it/);
  expect(code).toBe(3);
});

test('the same for programs', async () => {
  expect(JSON.parse((await run(faulty, '--json')).out).findings).toContainEqual(
    expect.objectContaining({ code: 'rule-without-lists', path: 'spec' }),
  );
  const sarif = JSON.parse((await run(faulty, '--format', 'sarif')).out);
  expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('empty-rule-as-allow');
  expect((await run(faulty, '--format', 'github')).out).toMatch(/^::error file=.*policies\.yaml,line=6/m);
});

test('clean policies exit 0', async () => {
  expect(await run(join(__dirname, 'testdata', 'shop'))).toMatchObject({ code: 0 });
});

test('every rule has its page', async () => {
  for (const { code } of lintRules)
    expect(await run('--explain', code)).toMatchObject({ code: 0, out: expect.stringContaining(`# ${code}`) });
  expect(await run('--explain', 'nope')).toMatchObject({ code: 64 });
  expect(await run()).toMatchObject({ code: 64 });
  expect(await run('/nowhere')).toMatchObject({ code: 64 });
});
