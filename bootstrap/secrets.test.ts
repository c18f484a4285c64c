import { fixtureCluster, minimalCluster } from '../test/fleet';
import { creationOf, variablesOf } from './secret-commands';
import { requiredSecrets, workloadSecrets } from './secrets';

const names = (cluster: ReturnType<typeof minimalCluster>) =>
  requiredSecrets(cluster, []).map(({ namespace, name }) => `${namespace}/${name}`);

test('the smallest platform needs what Argo CD signs with and what Grafana logs in with', () => {
  expect(names(minimalCluster())).toEqual(['argocd/argocd-redis', 'argocd/argocd-secret', 'monitoring/grafana-admin']);
});

test('a section of the cluster file brings its Secret', () => {
  expect(names(fixtureCluster('production-east'))).toEqual([
    'argocd/argocd-redis',
    'argocd/argocd-secret',
    'argocd/infraflux-repository',
    'argocd/workloads-repository',
    'cert-manager/cloudflare-api-token',
    'external-dns/external-dns-cloudflare',
    'kube-system/bgp-auth',
    'kube-system/cilium-ca',
    'longhorn-system/longhorn-backup',
    'monitoring/alertmanager-config',
    'monitoring/grafana-admin',
  ]);
});

test('peers that share a password share a Secret, and NFS needs none', () => {
  const west = names(fixtureCluster('production-west'));
  expect(west.filter(name => name.startsWith('kube-system'))).toEqual([
    'kube-system/bgp-auth',
    'kube-system/cilium-ca',
  ]);
  expect(west).not.toContainEqual(expect.stringMatching(/^longhorn-system/));
});

test.each([
  ['https://git.example.net/a.git', ['type', 'url', 'username', 'password']],
  ['git@git.example.net:a.git', ['type', 'url', 'sshPrivateKey']],
  ['oci://registry.example.net/charts', ['type', 'url', 'enableOCI', 'username', 'password']],
])('Argo CD gets the keys that it wants for %s', (url, keys) => {
  const cluster = minimalCluster({ argocd: { repositories: [{ url, secret: 'workloads' }] } });
  const secret = requiredSecrets(cluster, []).find(({ name }) => name === 'workloads')!;
  expect(Object.keys(secret.keys)).toEqual(keys);
});

test('commands take values out of variables, and every variable is asked for', () => {
  const secrets = requiredSecrets(fixtureCluster('production-east'), []);
  const commands = secrets.map(creationOf).join('\n');
  const used = [...commands.matchAll(/\$([A-Z_]+)/g)].map(match => match[1]!);
  expect(variablesOf(secrets)).toEqual([...new Set(used)]);
  expect(creationOf(secrets.find(({ name }) => name === 'longhorn-backup')!)).toMatchSnapshot();
});

test('a workload brings the Secret that it reads', () => {
  const secret = { name: 'mail', keys: { token: 'given', salt: 'random' }, why: 'the blog sends mail' } as const;
  const secrets = requiredSecrets(
    minimalCluster(),
    workloadSecrets([{ namespace: 'blog', secret }, { namespace: 'blog' }]),
  );
  const mail = secrets.filter(({ namespace }) => namespace === 'blog');
  expect(mail.map(creationOf)).toMatchSnapshot();
  expect(variablesOf(mail)).toEqual(['BLOG_MAIL_TOKEN']);
});
