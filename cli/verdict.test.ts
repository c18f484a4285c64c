import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtureProject } from '../test/fixture-project';
import { runCommand } from '../test/run-command';

const pod = (name: string) => `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: c, image: x, ports: [{ name: http, containerPort: 8080 }] }] }
`;

const policy = (rules: string, kind = 'CiliumNetworkPolicy') => `
---
apiVersion: cilium.io/v2
kind: ${kind}
metadata: { name: p${kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : ''} }
spec: ${rules}
`;

/** Folders of clusters that lie side by side, each with Cilium's values. */
function clusters(manifests: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  for (const [name, text] of Object.entries(manifests)) {
    mkdirSync(join(root, name, 'cilium'), { recursive: true });
    writeFileSync(join(root, name, 'all.yaml'), text);
    writeFileSync(join(root, name, 'cilium/values.yaml'), `cluster: { name: ${name} }\n`);
  }
  return root;
}

const ask = (dir: string, ...args: string[]) => runCommand('verdict', ...args, '--dir', dir);
const fromApi =
  '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { app: api, io.kubernetes.pod.namespace: shop, io.cilium.k8s.policy.cluster: west } }] }] }';
const fromAll =
  '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { io.kubernetes.pod.namespace: shop, io.cilium.k8s.policy.cluster: west } }] }] }';
const fromHere = '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }';
const noEgress = '{ endpointSelector: {}, egress: [{}] }';

test.each([
  [
    'the pods of a cluster at hand are known',
    { east: pod('db') + policy(fromApi), west: pod('api') },
    'west:shop/api',
    'shop/db:5432',
    0,
  ],
  [
    'its own policies decide too',
    { east: pod('db'), west: pod('api') + policy(noEgress) },
    'west:shop/api',
    'shop/db:5432',
    2,
  ],
  [
    'selectors without a cluster mean their own',
    { east: pod('api') + policy(fromHere), west: pod('api') },
    'west:shop/api',
    'shop/api:http',
    2,
  ],
  ['the other way round', { east: pod('db') + policy(noEgress), west: pod('api') }, 'shop/db', 'west:shop/api:http', 2],
  [
    'labels of an unknown cluster are not known',
    { east: pod('db') + policy(fromApi) },
    'west:shop/api',
    'shop/db:5432',
    3,
  ],
  ['they do not matter to every policy', { east: pod('db') + policy(fromAll) }, 'west:shop/api', 'shop/db:5432', 0],
  [
    'its nodes are remote nodes',
    { east: pod('db') + policy('{ endpointSelector: {}, egress: [{ toEntities: [remote-node] }] }') },
    'shop/db',
    'west:remote-node:22',
    0,
  ],
])('other clusters of a mesh: %s', async (_what, manifests, from, to, code) => {
  const root = clusters(manifests as Record<string, string>);
  expect(await ask(join(root, 'east'), from, to)).toMatchObject({ code });
});

test('the denial of a request names the field that the nearest rule misses', async () => {
  const rules =
    '{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: GET, path: "/api/.*" }] } }] }] }';
  const root = clusters({ east: pod('api') + policy(rules) });
  const { code, out } = await ask(join(root, 'east'), 'world', 'shop/api:http', '--http', 'DELETE /api/users');
  expect(out).toContain('denies the request, the method `DELETE` does not match `GET`');
  expect(code).toBe(2);
});

test('a verdict on nodes names the node that it holds for', async () => {
  const node =
    '\n---\napiVersion: v1\nkind: Node\nmetadata: { name: cp1, labels: { role: cp } }\nstatus: { addresses: [{ type: InternalIP, address: 10.0.0.1 }] }\n';
  const rules = policy(
    '{ nodeSelector: { matchLabels: { role: cp } }, ingress: [{ fromEntities: [cluster] }] }',
    'CiliumClusterwideNetworkPolicy',
  );
  const root = clusters({ east: pod('api') + rules + node });
  const { code, out } = await ask(join(root, 'east'), 'world', 'host:50000', '--host-firewall');
  expect([code, out]).toEqual([2, expect.stringContaining('`entity:host` is `host:cp1`')]);
  const { out: byAddress } = await ask(join(root, 'east'), 'shop/api', '10.0.0.1:22', '--host-firewall');
  expect(byAddress).toMatch(/`10\.0\.0\.1` is `remote-node:cp1`/);
});

test('in audit mode the answer says that nothing is dropped today', async () => {
  const folder = join(fixtureProject(), 'dist/homelab');
  const { code, out } = await ask(folder, 'monitoring/prometheus', 'kube-system/hubble-relay:4245');
  expect([code, out]).toEqual([
    2,
    expect.stringContaining('audit mode (`policyAuditMode`): today it reports this denial'),
  ]);
});

test('--explain says what a generated rule is for, and names the file to edit in its place', async () => {
  const folder = join(fixtureProject(), 'dist/homelab');
  const { out } = await ask(folder, 'shop/front', 'shop/api:8080', '--explain');
  expect(out).toContain('purpose: lists and creates users');
  const { out: json } = await ask(folder, 'shop/front', 'shop/api:8080', '--explain', '--json');
  expect(JSON.parse(json).answers[0].egress.considered).toContainEqual(
    expect.objectContaining({ purpose: 'lists and creates users' }),
  );
});

test('what to change in a generated policy is the file that it is written from', async () => {
  const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  for (const folder of ['clusters', 'dist/homelab'])
    cpSync(join(fixtureProject(), folder), join(root, folder), { recursive: true });
  mkdirSync(join(root, 'workloads'));
  writeFileSync(join(root, 'workloads/shop.ts'), '');
  const folder = join(root, 'dist/homelab');
  const { out: open } = await ask(folder, 'shop/front', 'shop/api:8080', '--explain');
  expect(open).toMatch(/to close: remove or narrow the connection in workloads\/shop\.ts, .* run `npm run synth`/);
  const { out: shut } = await ask(folder, 'shop/front', 'shop/db:5432', '--explain');
  expect(shut).toMatch(/to open: state the connection from shop\/front to shop\/db on port 5432 .*workloads\/shop\.ts/);
});

test.each([
  [
    'the ConfigMap of the agent',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cilium-config, namespace: kube-system }\ndata: { enable-policy: always }\n',
  ],
  [
    'a release of Flux',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cilium, namespace: kube-system }\nspec: { chart: { spec: { chart: cilium, version: 1.19.7, sourceRef: { kind: HelmRepository, name: cilium } } }, values: { policyEnforcementMode: always } }\n',
  ],
  [
    'an Application',
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: cilium, namespace: argocd }\nspec: { project: default, destination: { namespace: kube-system, name: in-cluster }, source: { chart: cilium, repoURL: https://helm.cilium.io, targetRevision: 1.19.7, helm: { valuesObject: { policyEnforcementMode: always } } } }\n',
  ],
])('settings of Cilium come from %s', async (_what, config) => {
  const root = mkdtempSync(join(tmpdir(), 'infraflux-'));
  writeFileSync(join(root, 'all.yaml'), `${pod('api')}${pod('db')}---\n${config}`);
  expect(await ask(root, 'shop/api', 'shop/db:5432')).toMatchObject({ code: 2 });
});
