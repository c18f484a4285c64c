import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtureProject } from '../test/fixture-project';
import { runCommand } from '../test/run-command';

const folderOf = (cluster: string) => join(fixtureProject(), 'dist', cluster);

test.each([
  ['homelab', 'monitoring/prometheus', 'kube-system/hubble-relay:metrics', 0],
  ['homelab', 'monitoring/prometheus', 'kube-system/hubble-relay:4245', 2],
  ['homelab', 'argocd/argocd-server', 'kube-system/kube-apiserver:https', 0],
  ['homelab', 'world', 'kube-system/kube-apiserver:9999', 0],
  ['production-east', 'world', 'kube-system/kube-apiserver:9999', 2],
  ['production-east', 'world', 'kube-system/kube-apiserver:https', 0],
  ['production-east', 'monitoring/prometheus', 'talos/etcd:metrics', 0],
  ['production-east', 'world', 'talos/etcd:metrics', 2],
])('%s: what charts and operators make is known: %s → %s', async (cluster, from, to, code) => {
  const result = await runCommand('verdict', from, to, '--dir', folderOf(cluster));
  expect(result).toMatchObject({ code, err: expect.not.stringContaining('error') });
});

test('listings hold it as well', async () => {
  const { out } = await runCommand('connections', '--dir', folderOf('homelab'));
  expect(out).toContain('monitoring/grafana → monitoring/prometheus: TCP 9090');
});

test('a matrix shows equivalent endpoints as one line, and the Gateway that the world reaches', async () => {
  const { out } = await runCommand('matrix', '--dir', folderOf('homelab'));
  expect(out).toMatch(/^\d+ {2}shop\/api \+1 /m);
  expect(out).toMatch(/^\d+ {2}shop\/api, shop\/api-canary$/m);
  const { out: pairs } = await runCommand('connections', '--dir', folderOf('homelab'));
  expect(pairs).toContain('world → ingress: all');
  expect(pairs).not.toContain('ingress → world');
});

test.each(['homelab', 'production-east', 'production-west'])('the policies of %s pass the lint', async cluster => {
  expect(await runCommand('lint', folderOf(cluster))).toMatchObject({ code: 0, out: 'nothing found' });
});

test('in the folder of a cluster the lint knows all workloads', async () => {
  const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  for (const folder of ['clusters', 'dist/homelab'])
    cpSync(join(fixtureProject(), folder), join(root, folder), { recursive: true });
  const file = join(root, 'dist/homelab/monitoring/monitoring.k8s.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/endpointSelector:\n.*\n +k8s:app.kubernetes.io\/name: grafana/, found => `${found}s`),
  );
  const { out, code } = await runCommand('lint', join(root, 'dist/homelab'));
  expect(out).toMatch(
    /no workload in `monitoring` has `app\.kubernetes\.io\/name=grafanas` \[selector-matches-nothing\]/,
  );
  expect(code).toBe(3);
});
