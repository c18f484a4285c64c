import { script } from '../../model/shell';
import { fixtureCluster, minimalCluster } from '../../test/fleet';
import { requiredSecrets, workloadSecrets } from '.';
import { creationOf, variablesOf } from './commands';

const names = (cluster: ReturnType<typeof minimalCluster>) =>
  requiredSecrets(cluster, []).map(({ namespace, name }) => `${namespace}/${name}`);

test('the smallest platform needs the Secrets of Argo CD and Grafana', () => {
  expect(names(minimalCluster())).toEqual(['argocd/argocd-redis', 'argocd/argocd-secret', 'monitoring/grafana-admin']);
});

test('a section of the cluster file adds its Secret', () => {
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
])('Argo CD gets the keys that it expects for %s', (url, keys) => {
  const cluster = minimalCluster({ argocd: { repositories: [{ url, secret: 'workloads' }] } });
  const secret = requiredSecrets(cluster, []).find(({ name }) => name === 'workloads')!;
  expect(Object.keys(secret.keys)).toEqual(keys);
});

test('commands read secret values from variables, and every variable is listed', () => {
  const secrets = requiredSecrets(fixtureCluster('production-east'), []);
  const commands = script(...secrets.map(creationOf)).text;
  const used = [...commands.matchAll(/\$([A-Z_]+)/g)].map(match => match[1]!);
  expect(variablesOf(secrets)).toEqual([...new Set(used)]);
  expect(creationOf(secrets.find(({ name }) => name === 'longhorn-backup')!).text).toMatchSnapshot();
});

test('a workload adds the Secret that it reads', () => {
  const secret = { name: 'mail', keys: { token: 'given', salt: 'random' }, why: 'the blog sends mail' } as const;
  const secrets = requiredSecrets(
    minimalCluster(),
    workloadSecrets([{ namespace: 'blog', secret }, { namespace: 'blog' }]),
  );
  const mail = secrets.filter(({ namespace }) => namespace === 'blog');
  expect(script(...mail.map(creationOf)).text).toMatchSnapshot();
  expect(variablesOf(mail)).toEqual(['BLOG_MAIL_TOKEN']);
});

test('BGP peers with different passwords get a variable each', () => {
  const east = fixtureCluster('production-east');
  const bgp = east.loadBalancing.bgp!;
  const peers = bgp.peers.map((peer, index) => ({ ...peer, authSecret: `leaf-${index}` }));
  const secrets = requiredSecrets({ ...east, loadBalancing: { ...east.loadBalancing, bgp: { ...bgp, peers } } }, []);
  expect(variablesOf(secrets)).toEqual(expect.arrayContaining(['LEAF_0_PASSWORD', 'LEAF_1_PASSWORD']));
});

test('a Secret whose name begins with a digit gets a valid variable', () => {
  const secret = { name: 'token', keys: { api: 'given' }, why: 'the blog sends mail' } as const;
  const [variable] = variablesOf(workloadSecrets([{ namespace: '3d-print', secret }]));
  expect(variable).toBe('_3D_PRINT_TOKEN_API');
});
