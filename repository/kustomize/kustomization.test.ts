import { exampleFiles } from '../../test/example-files';
import { identityOf, keyOf } from '../identity';
import { inventoryOf } from '../inventory';
import { readRepository } from '../repository';

const clusterOf = (text: string) => readRepository(exampleFiles(text)).clusters[0]!;
const objectsOf = (text: string) => clusterOf(text).objects.map(placed => keyOf(identityOf(placed)));

const app = `
# file: apps.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: overlay }
`;
const base = `
# file: base/kustomization.yaml
resources: [web.yaml]
# file: base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ name: http, containerPort: 8080 }], envFrom: [{ configMapRef: { name: settings } }] }
`;
const overlay = (lines: string) => `${app}${base}# file: overlay/kustomization.yaml\nresources: [../base]\n${lines}\n`;
const webOf = (text: string) => clusterOf(text).objects.find(({ manifest }) => manifest.object.kind === 'Deployment')!;

test('the outer namespace counts, and renames a Namespace', () => {
  const text = `${overlay('namespace: outer')}# file: base/kustomization.yaml
namespace: inner
resources: [web.yaml, namespace.yaml]
# file: base/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: _ }
`;
  expect(objectsOf(text)).toEqual(expect.arrayContaining(['apps/Deployment outer/web', '/Namespace /outer']));
});

test('names and the references to them get the prefix and the suffix', () => {
  const web = webOf(
    overlay('namePrefix: a-\nnameSuffix: -z\nconfigMapGenerator: [{ name: settings, literals: [A=b] }]'),
  );
  expect(web.manifest.object).toMatchObject({
    metadata: { name: 'a-web-z' },
    spec: { template: { spec: { containers: [{ envFrom: [{ configMapRef: { name: 'a-settings-z' } }] }] } } },
  });
});

test('labels go into selectors and pods where the kustomization says so', () => {
  const labels = 'labels: [{ pairs: { tier: front }, includeSelectors: true }, { pairs: { team: a } }]';
  expect(webOf(overlay(labels)).manifest.object).toMatchObject({
    metadata: { labels: { tier: 'front', team: 'a' } },
    spec: {
      selector: { matchLabels: { app: 'web', tier: 'front' } },
      template: { metadata: { labels: { app: 'web', tier: 'front' } } },
    },
  });
});

test('patches change objects, remove fields and delete objects', () => {
  const merged = webOf(
    overlay(`patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { template: { spec: { hostNetwork: true, containers: [{ name: web, envFrom: null }] } } }
  - target: { kind: Deployment }
    patch: |
      - { op: replace, path: /spec/template/spec/containers/0/ports/0/containerPort, value: 9090 }`),
  );
  expect(merged.manifest.object).toMatchObject({
    spec: {
      template: { spec: { hostNetwork: true, containers: [{ name: 'web', ports: [{ containerPort: 9090 }] }] } },
    },
  });
  expect(JSON.stringify(merged.manifest.object)).not.toContain('envFrom');
  const removed = 'patches: [{ target: { kind: Deployment }, patch: "$patch: delete" }]';
  expect(objectsOf(overlay(removed))).not.toContainEqual(expect.stringContaining('Deployment'));
});

test('a component changes what came before it and adds objects', () => {
  const text = `${overlay('components: [../component]')}# file: component/kustomization.yaml
kind: Component
resources: [pod.yaml]
patches: [{ target: { name: web }, patch: "[{ op: add, path: /metadata/labels, value: { a: b } }]" }]
# file: component/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: extra }
`;
  expect(objectsOf(text)).toContain('/Pod shop/extra');
  expect(webOf(text).manifest.object.metadata.labels).toEqual({ a: 'b' });
});

test('what is generated exists, what is not evaluated may exist, the rest is missing', () => {
  const inventory = (lines: string) => inventoryOf(clusterOf(overlay(lines)));
  const configMap = (name: string) => ({ group: '', kind: 'ConfigMap', namespace: 'shop', name });
  const generated = inventory('configMapGenerator: [{ name: settings, literals: [A=b] }]');
  expect(generated.find(configMap('settings'))).toHaveLength(1);
  expect(generated.find(configMap('others'))).toBe('missing');
  expect(inventory('generators: [plugin.yaml]').find(configMap('others'))).toBe('unknown');
});

test('a kustomization that includes itself is read once', () => {
  expect(objectsOf(overlay('components: [../overlay]'))).toContain('apps/Deployment shop/web');
});

describe('Flux', () => {
  const flux = (spec: string) => `
# file: ks.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec: { path: ./base, targetNamespace: shop, ${spec} }
${base}`;

  test('puts objects into the target namespace and fills in variables', () => {
    const text = `${flux('postBuild: { substitute: { PORT: "9090" } }')}# file: base/kustomization.yaml
resources: [web.yaml, service.yaml]
# file: base/service.yaml
apiVersion: v1
kind: Service
metadata: { name: "\${NAME:=web}" }
spec: { ports: [{ port: "\${PORT}" }] }
`;
    expect(objectsOf(text)).toEqual(expect.arrayContaining(['apps/Deployment shop/web', '/Service shop/web']));
    const service = clusterOf(text).objects.find(({ manifest }) => manifest.object.kind === 'Service')!;
    expect(service.manifest.object).toMatchObject({ spec: { ports: [{ port: 9090 }] } });
  });

  test('reads the values of a HelmRelease, also those of a generated ConfigMap', () => {
    const text = `${flux('')}# file: base/kustomization.yaml
resources: [release.yaml]
configMapGenerator: [{ name: values, files: [values.yaml=cilium.yaml] }]
# file: base/cilium.yaml
hubble: { enabled: false }
# file: base/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium }
spec:
  chartRef: { kind: OCIRepository, name: cilium }
  valuesFrom: [{ kind: ConfigMap, name: values }, { kind: Secret, name: more }]
  values: { l7Proxy: false }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: cilium, namespace: shop }
spec: { url: oci://registry.test/charts/cilium, ref: { tag: 1.19.7 } }
`;
    const [release] = clusterOf(text).releases;
    expect(release).toMatchObject({ chart: 'cilium', version: '1.19.7', namespace: 'shop', partial: true });
    expect(release!.values.map(({ value }) => value)).toEqual([{ hubble: { enabled: false } }, { l7Proxy: false }]);
  });

  test('the path of another source leads elsewhere', () => {
    const text = `${flux('sourceRef: { kind: GitRepository, name: flux-system }')}# file: others.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: more, namespace: flux-system }
spec: { path: ./base, targetNamespace: shop, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: tenant, namespace: flux-system }
spec: { path: ./, targetNamespace: tenant, sourceRef: { kind: GitRepository, name: tenant } }
`;
    expect(objectsOf(text).filter(key => key.includes('tenant/web'))).toEqual([]);
    expect(clusterOf(text).unevaluated).toMatchObject([{ what: 'remote source', namespace: 'tenant' }]);
  });
});
