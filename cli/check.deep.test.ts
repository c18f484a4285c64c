import { fixtureProject } from '../test/fixture-project';
import { runCommand } from '../test/run-command';

test('what synth writes has no error, and its closure is proven', async () => {
  const { out } = await runCommand('check', fixtureProject(), '--format', 'json');
  const { findings } = JSON.parse(out) as { findings: { severity: string }[] };
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
}, 60_000);
