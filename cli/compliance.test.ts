import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'compliance-'));
mkdirSync(join(folder, 'lab', 'tetragon'), { recursive: true });
writeFileSync(
  join(folder, 'lab', 'tetragon', 'tetragon.k8s.yaml'),
  `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: miners }
spec:
  options: [{ name: policy-mode, value: enforce }]
  lsmhooks:
    - hook: bprm_check_security
      tags: [attack/t1496]
      selectors: [{ matchActions: [{ action: Post }, { action: Sigkill }] }]
`,
);
const events = join(folder, 'events.jsonl');
writeFileSync(events, `${JSON.stringify({ process_lsm: { process: {}, tags: ['attack/t1496'] } })}\n{"torn`);

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(text => void out.push(String(text))),
    jest.spyOn(console, 'error').mockImplementation(() => undefined),
  ];
  const code = await main(['compliance', ...args]);
  for (const spy of spies) spy.mockRestore();
  return { code, out: out.join('\n') };
}

test('a policy and its events are evidence for the controls that they carry', async () => {
  const { code, out } = await run('--dir', folder, '--events', events);
  expect(out).toContain('| T1496 Resource Hijacking | enforced | miners (enforce) |  | 1 |  |');
  expect(code).toBe(0);
});

test('the same as JSON and as a page', async () => {
  const { out } = await run('--dir', folder, '--format', 'json');
  expect(JSON.parse(out).clusters).toEqual(['lab']);
  expect((await run('--dir', folder, '--format', 'html')).out).toContain('<td>miners (enforce)</td>');
});

test('wrong usage', async () => {
  expect((await run('--dir', folder, '--format', 'pdf')).code).toBe(64);
  expect((await run('--dir', join(folder, 'absent'))).code).toBe(64);
});
