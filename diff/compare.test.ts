import { readRepository } from '../repository/repository';
import { changesBetween } from './compare';

const application = (name: string, spec: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: ${name}
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ${spec}
`;
const folder = (prune = true) =>
  application(
    'shop',
    `source: { repoURL: https://git.test/a.git, path: shop }\n  syncPolicy: { automated: { prune: ${prune} } }`,
  );
const chart = (name: string, version: string, values: object = {}) =>
  application(
    name,
    `source: { chart: ${name}, repoURL: https://charts.test, targetRevision: ${version}, helm: { valuesObject: ${JSON.stringify(values)} } }`,
  );

const repositoryOf = (objects: string, app = folder()) =>
  readRepository(
    new Map([
      ['app.yaml', app],
      ['shop/shop.yaml', objects],
    ]),
  );

const changes = (before: string, after: string, app?: string) =>
  changesBetween(repositoryOf(before, app), repositoryOf(after, app)).map(
    ({ level, message }) => `${level}: ${message}`,
  );
const chartChanges = (before: string, after: string) =>
  changesBetween(repositoryOf('', before), repositoryOf('', after)).map(({ level, message }) => `${level}: ${message}`);

const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n';
const claim = '---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\n';

test('the same project does nothing', () => {
  expect(changes(settings, settings)).toEqual([]);
});

test('what leaves Git is deleted, with its data, unless it is kept', () => {
  const gone = '`PersistentVolumeClaim shop/data`';
  const kept = claim.replace('shop }', 'shop, annotations: { argocd.argoproj.io/sync-options: Prune=false } }');
  const stays = `watch: ${gone} is removed from Git but stays in the cluster, unmanaged`;
  expect(changes(settings + claim, settings)).toEqual([`destructive: ${gone} is deleted, with all data in it`]);
  expect(changes(settings + kept, settings)).toEqual([stays]);
  expect(changes(settings + claim, settings, folder(false))).toEqual([stays]);
});

test('an object that nothing else is said of is safe to come and to change', () => {
  expect(changes(settings, settings + claim)).toEqual(['safe: 1 object added']);
  expect(changes(settings, `${settings}data: { a: b }\n`)).toEqual(['safe: 1 object changed in place']);
});

test('pods restart with their template, and a selector cannot change', () => {
  const web = (image: string, app = 'web') =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec: { replicas: 2, selector: { matchLabels: { app: ${app} } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: ${image} }] } } }\n`;
  expect(changes(web('web:1'), web('web:2'))).toEqual(['watch: the pods of `Deployment shop/web` restart']);
  expect(
    changes(web('web:1').replace('replicas: 2', 'replicas: 1'), web('web:2').replace('replicas: 2', 'replicas: 1')),
  ).toEqual(['disruptive: the only pod of `Deployment shop/web` restarts']);
  expect(changes(web('web:1'), web('web:1', 'api'))).toEqual([
    'disruptive: `spec.selector` of `Deployment shop/web` cannot be changed: the sync fails',
  ]);
});

test('the rules of a CRD about a change are judged', () => {
  const redirect = (port: number) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLocalRedirectPolicy\nmetadata: { name: dns, namespace: kube-system }\nspec: { redirectFrontend: { addressMatcher: { ip: 169.254.25.10, toPorts: [{ port: "${port}", protocol: UDP }] } }, redirectBackend: { localEndpointSelector: { matchLabels: { app: dns } }, toPorts: [{ port: "53", protocol: UDP }] } }\n`;
  expect(changes(redirect(53), redirect(54))).toEqual([
    expect.stringMatching(
      /^disruptive: `CiliumLocalRedirectPolicy kube-system\/dns` cannot be changed so: .*redirectFrontend is immutable/,
    ),
  ]);
});

test('a version moves as its upstream demands', () => {
  const cilium = (before: string, after: string) => chartChanges(chart('cilium', before), chart('cilium', after));
  expect(cilium('1.19.6', '1.19.7')).toEqual(['watch: `cilium` is upgraded from `1.19.6` to `1.19.7`']);
  expect(cilium('1.19.7', '1.20.0')).toEqual(['disruptive: `cilium` is upgraded from `1.19.7` to `1.20.0`']);
  expect(chartChanges(chart('longhorn', '1.12.1'), chart('longhorn', '1.11.0'))).toEqual([
    'destructive: `longhorn` is downgraded from `1.12.1` to `1.11.0`',
  ]);
});

test.each([
  ['cluster', { id: 1 }, { id: 2 }, 'destructive'],
  ['ipam', { mode: 'kubernetes' }, { mode: 'cluster-pool' }, 'destructive'],
  ['routingMode', 'native', 'tunnel', 'disruptive'],
  ['encryption', { enabled: true }, { enabled: false }, 'disruptive'],
  ['debug', { enabled: true }, { enabled: false }, 'watch'],
])('a change of `%s` from %j to %j is %s', (key, before, after, level) => {
  const release = (value: unknown) => chart('cilium', '1.19.7', { [key]: value });
  const found = chartChanges(release(before), release(after));
  expect(found[0]).toMatch(new RegExp(`^${level}: `));
  expect(found).toContainEqual(expect.stringContaining('the Cilium agents of all nodes restart'));
});

test('only what reads a value restarts', () => {
  const relay = (replicas: number) => chart('cilium', '1.19.7', { hubble: { relay: { replicas } } });
  expect(chartChanges(relay(1), relay(2))).toEqual([
    'safe: Hubble Relay’s pods restart because `hubble.relay.replicas` of `cilium` changes',
  ]);
});

test('a pool that shrinks moves addresses, one that grows does not', () => {
  const pool = (cidr: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: lan }\nspec: { blocks: [{ cidr: ${cidr} }] }\n`;
  expect(changes(pool('192.0.2.0/24'), pool('192.0.2.0/25'))).toEqual([
    'disruptive: `CiliumLoadBalancerIPPool lan` loses `192.0.2.0/24`: Services with an address in it get another one',
    'safe: 1 object changed in place',
  ]);
  expect(changes(pool('192.0.2.0/25'), pool('192.0.2.0/24'))[0]).toMatch(/^watch: /);
});

test('alerts come, go and change; tracing policies begin to act', () => {
  const alert = (name: string, expr = 'up == 0') =>
    `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: rules, namespace: shop }\nspec: { groups: [{ name: g, rules: [{ alert: ${name}, expr: ${expr} }] }] }\n`;
  expect(changes(alert('Old'), alert('New'))).toEqual(
    expect.arrayContaining(['watch: the alert `Old` is removed', 'safe: the alert `New` is added']),
  );
  expect(changes(alert('Old'), alert('Old', 'up == 1'))).toContain('watch: the alert `Old` has another condition');
  const policy = (mode: string) =>
    `apiVersion: cilium.io/v1alpha1\nkind: TracingPolicy\nmetadata: { name: kill }\nspec: { options: [{ name: policy-mode, value: ${mode} }], kprobes: [{ call: sys_bpf, selectors: [{ matchActions: [{ action: Sigkill }] }] }] }\n`;
  expect(changes(policy('monitor'), policy('enforce'))[0]).toMatch(/^disruptive: `TracingPolicy kill` starts to kill/);
  const set = (mode: string) => policy(mode).replace('Sigkill', 'Set');
  expect(changes(set('monitor'), set('enforce'))[0]).toMatch(/^disruptive: `TracingPolicy kill` starts to kill/);
});

test('connections open and close', () => {
  const policy = (port: number) => `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec: { endpointSelector: {}, ingress: [{ fromEntities: [world], toPorts: [{ ports: [{ port: "${port}", protocol: TCP }] }] }] }
`;
  expect(changes(policy(80), policy(443))).toEqual([
    'exposing: + world → shop/api: TCP 443',
    'disruptive: - world → shop/api: TCP 80',
  ]);
});

test('a policy that changes without any connection says so', () => {
  const policy = (description: string) => `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec: { description: ${description}, endpointSelector: {}, ingress: [{ fromEntities: [world] }] }
`;
  expect(changes(policy('one'), policy('two'))).toEqual(['safe: 1 policy changes, and no connection']);
});

test('connections of pods that a policy selects by the labels of their namespace, or by their service account', () => {
  const policy = (port: number) => `
apiVersion: v1
kind: Namespace
metadata: { name: web, labels: { tier: front } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: web, labels: { app: web } }
spec: { serviceAccountName: robot, containers: [] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { tier: front } } }], ports: [{ port: ${port} }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: robots, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { io.cilium.k8s.policy.serviceaccount: robot, k8s:io.kubernetes.pod.namespace: web } }]
      toPorts: [{ ports: [{ port: "${port + 1}", protocol: TCP }] }]
`;
  expect(changes(policy(80), policy(90))).toEqual([
    'disruptive: - web/web → shop/db: TCP 80-81',
    'watch: + web/web → shop/db: TCP 90-91',
  ]);
});

test('what opens on control planes is reported where the host firewall is on', () => {
  const api = `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
`;
  const firewall = (port: number) => `${api}---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: control-planes }
spec:
  nodeSelector: { matchLabels: { node-role.kubernetes.io/control-plane: "" } }
  ingress: [{ fromEndpoints: [{ matchLabels: { app: api } }], toPorts: [{ ports: [{ port: "${port}", protocol: TCP }] }] }]
`;
  const cilium = chart('cilium', '1.19.7', { hostFirewall: { enabled: true } });
  const [before, after] = [6443, 2379].map(port => repositoryOf(firewall(port), `${folder()}---${cilium}`));
  expect(changesBetween(before!, after!).map(({ message }) => message)).toEqual(
    expect.arrayContaining(['- shop/api → kube-apiserver: TCP 6443', '+ shop/api → kube-apiserver: TCP 2379']),
  );
});
