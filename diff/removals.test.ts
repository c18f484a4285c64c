import { readRepository } from '../repository/repository';
import { changesBetween } from './compare';

const finalizer = 'finalizers: [resources-finalizer.argocd.argoproj.io]';
const application = (name: string, path: string, { metadata = '', options = '', prune = true } = {}) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd, ${metadata} }
spec:
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  source: { repoURL: https://git.test/a.git, path: ${path} }
  syncPolicy: { automated: { prune: ${prune} }, syncOptions: [${options}] }
`;
const named = (kind: string, name: string, metadata = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop, ${metadata} }\n---\n`;
const options = (text: string) => `annotations: { argocd.argoproj.io/sync-options: "${text}" }`;

const root = application('root', 'apps');
const shop = named('Service', 'web') + named('PersistentVolumeClaim', 'data') + named('ConfigMap', 'settings');

function changes(before: Record<string, string>, after: Record<string, string>): string[] {
  const [old, now] = [before, after].map(files => readRepository(new Map(Object.entries(files))));
  return changesBetween(old!, now!).map(({ level, message }) => `${level}: ${message}`);
}

/** The changes when the Application `shop`, below the root, is removed together with its folder. */
const withoutShop = (app: Parameters<typeof application>[2], objects = shop, rootApp = root) =>
  changes(
    {
      'root.yaml': rootApp,
      'apps/shop.yaml': application('shop', 'shop', app),
      'apps/x.yaml': named('ConfigMap', 'x'),
      'shop/a.yaml': objects,
    },
    { 'root.yaml': rootApp, 'apps/x.yaml': named('ConfigMap', 'x') },
  );

test('what an Application without the finalizer brought keeps running, unmanaged', () => {
  expect(withoutShop({})).toEqual([
    'watch: `Application argocd/shop` is deleted, but has no finalizer: 3 objects will keep running, unmanaged',
  ]);
});

test('with the finalizer it is deleted too, unless an object says otherwise', () => {
  expect(withoutShop({ metadata: finalizer })).toEqual([
    'destructive: `Application argocd/shop` is deleted, and 3 objects with it',
    'destructive: `PersistentVolumeClaim shop/data` is deleted, with all data in it',
    'disruptive: `Service shop/web` is deleted',
    'watch: `ConfigMap shop/settings` is deleted',
  ]);
  expect(withoutShop({ metadata: finalizer }, named('PersistentVolumeClaim', 'data', options('Delete=false')))).toEqual(
    ['destructive: `Application argocd/shop` is deleted, and 1 object with it'],
  );
});

test('an Application that is not pruned stays with what it brought', () => {
  expect(withoutShop({ metadata: finalizer }, shop, application('root', 'apps', { prune: false }))).toEqual([
    'watch: `Application argocd/shop` is removed from Git but stays in the cluster with 3 objects, unmanaged',
  ]);
});

test.each([
  [
    'Prune=confirm',
    '',
    'watch: `PersistentVolumeClaim shop/data` is deleted once the pruning is confirmed, with all data in it',
  ],
  [
    'Prune=false',
    '',
    'watch: `PersistentVolumeClaim shop/data` is removed from Git but stays in the cluster, unmanaged',
  ],
  [
    '',
    'Prune=false',
    'watch: `PersistentVolumeClaim shop/data` is removed from Git but stays in the cluster, unmanaged',
  ],
  // The object overrides its Application.
  [
    'Validate=false, Prune=true',
    'Prune=false',
    'destructive: `PersistentVolumeClaim shop/data` is deleted, with all data in it',
  ],
])('pruning with %j on the object and %j on its Application', (own, common, change) => {
  const app = application('shop', 'shop', { options: common });
  const settings = named('ConfigMap', 'settings');
  expect(
    changes(
      { 'app.yaml': app, 'shop/a.yaml': settings + named('PersistentVolumeClaim', 'data', options(own)) },
      { 'app.yaml': app, 'shop/a.yaml': settings },
    ),
  ).toEqual([change]);
});

test('without Argo CD a removal is a removal, and an addition an addition', () => {
  const settings = { 'settings.yaml': named('ConfigMap', 'settings') };
  expect(
    changes({ ...settings, 'shop.yaml': named('PersistentVolumeClaim', 'data') + named('Service', 'web') }, settings),
  ).toEqual([
    'destructive: `PersistentVolumeClaim shop/data` is removed: what applies these files may delete it, with all data in it',
    'disruptive: `Service shop/web` is removed: what applies these files may delete it',
  ]);
  expect(
    changes({ 'a.yaml': named('ConfigMap', 'a') }, { 'a.yaml': named('ConfigMap', 'a'), 'shop.yaml': shop }),
  ).toEqual(['safe: 3 objects added']);
});

test('a policy that stays in the cluster keeps its connections as they are, one that is deleted does not', () => {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: shop, labels: { app: api } }\n---\n`;
  const policy = (metadata: string) => `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop, ${metadata} }
spec: { endpointSelector: {}, ingress: [{ fromEntities: [world], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }] }
`;
  const app = { 'app.yaml': application('shop', 'shop') };
  const without = (metadata: string) =>
    changes({ ...app, 'shop/a.yaml': pod + policy(metadata) }, { ...app, 'shop/a.yaml': pod });
  expect(without(options('Prune=false'))).toEqual([
    'watch: `CiliumNetworkPolicy shop/api` is removed from Git but stays in the cluster, unmanaged',
  ]);
  expect(without('')).toContainEqual(expect.stringMatching(/^watch: \+ .* → shop\/api/));
});

test('what an ApplicationSet generates is deleted with its folder, or kept as the set says', () => {
  const set = (policy: string) => `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  syncPolicy: { ${policy} }
  generators: [{ git: { repoURL: https://git.test/a.git, directories: [{ path: apps/* }] } }]
  template:
    metadata: { name: "{{path.basename}}" }
    spec: { source: { repoURL: https://git.test/a.git, path: "{{path}}" }, destination: { namespace: shop }, syncPolicy: { automated: { prune: true } } }
`;
  const without = (policy: string) =>
    changes(
      { 'set.yaml': set(policy), 'apps/a/a.yaml': named('Service', 'web'), 'apps/b/b.yaml': named('ConfigMap', 'b') },
      { 'set.yaml': set(policy), 'apps/b/b.yaml': named('ConfigMap', 'b') },
    );
  expect(without('')).toEqual([
    'destructive: `Application a` is deleted, and 1 object with it',
    'disruptive: `Service shop/web` is deleted',
  ]);
  for (const policy of ['preserveResourcesOnDeletion: true', 'applicationsSync: create-update'])
    expect(without(policy)).toEqual([expect.stringMatching(/^watch: `Application a` .*unmanaged$/)]);
});
