import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../disk/read-revision';
import { runCommand } from '../test/run-command';

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  source: { repoURL: https://git.test/a.git, path: dist/shop }
  syncPolicy: { automated: { prune: true } }
`;
const named = (kind: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: data, namespace: shop }\n`;

const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
const home = process.cwd();
const commit = (message: string) => {
  git(root, ['add', '.']);
  git(root, [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@test',
    '-c',
    'core.hooksPath=/dev/null',
    'commit',
    '-qm',
    message,
  ]);
};

beforeAll(() => {
  for (const folder of ['dist/shop', 'gitops']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'gitops', 'shop.yaml'), application);
  writeFileSync(join(root, 'dist/shop', 'claim.yaml'), named('PersistentVolumeClaim'));
  writeFileSync(join(root, 'dist/shop', 'settings.yaml'), named('ConfigMap'));
  git(root, ['init', '-q']);
  commit('Keep data');
  process.chdir(root);
});
afterAll(() => process.chdir(home));

async function run(...args: string[]) {
  const { code, out } = await runCommand('diff', ...args);
  return { code, out };
}

test('what is destroyed stops a push, until a commit allows it with a reason', async () => {
  expect(await run()).toEqual({ code: 0, out: 'nothing' });
  rmSync(join(root, 'dist/shop', 'claim.yaml'));
  const { code, out } = await run();
  expect(out).toContain('destructive: `PersistentVolumeClaim shop/data` is deleted');
  expect(code).toBe(3);
  commit('Drop data\n\nInfraflux-Allow: destructive');
  expect((await run('HEAD~1')).code).toBe(3);
  git(root, ['reset', '-q', '--soft', 'HEAD~1']);
  commit('Drop data\n\nInfraflux-Allow: destructive, it was copied to the archive');
  const allowed = await run('HEAD~1');
  expect(allowed.code).toBe(0);
  expect(allowed.out).toContain('a commit allows what is destructive: it was copied to the archive');
  expect((await run('HEAD')).out).toBe('nothing');
});

test('the same for programs, and for a comment', async () => {
  const { changes, allowances } = JSON.parse((await run('HEAD~1', 'HEAD', '--json')).out);
  expect(changes).toMatchObject([{ level: 'destructive', topic: 'prune', file: 'dist/shop/claim.yaml', line: 1 }]);
  expect(allowances).toEqual([{ level: 'destructive', reason: 'it was copied to the archive' }]);
  const comment = (await run('HEAD~1', 'HEAD', '--format', 'markdown')).out;
  expect(comment).toContain('### What this push does: 1 destructive');
  expect(comment).toContain(
    '|  | `PersistentVolumeClaim shop/data` is deleted, with all data in it | back up its data |',
  );
});
