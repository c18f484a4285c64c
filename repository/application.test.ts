import { exampleFiles } from '../test/example-files';
import { identityOf, keyOf } from './identity';
import { readRepository } from './repository';

const clusterOf = (text: string) => readRepository(exampleFiles(text)).clusters[0]!;

const application = (source: string) => `
# file: apps/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  destination: { name: in-cluster, namespace: shop }
  ${source}
`;

test('what an Application adds to a kustomization counts', () => {
  const text = `${application(`source:
    repoURL: https://git.test/a.git
    path: web
    kustomize:
      namePrefix: test-
      patches: [{ target: { kind: ConfigMap }, patch: "[{ op: add, path: /data/B, value: c }]" }]`)}
# file: web/kustomization.yaml
resources: [settings.yaml]
# file: web/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { A: b }
`;
  const placed = clusterOf(text).objects.find(({ application }) => application !== undefined)!;
  expect(keyOf(identityOf(placed))).toBe('/ConfigMap shop/test-settings');
  expect(placed.manifest.object.data).toEqual({ A: 'b', B: 'c' });
});

test('values come from files of another source, from globs, and from the Application, the last one last', () => {
  const text = `${application(`sources:
    - repoURL: https://charts.test
      chart: web
      targetRevision: 1.2.3
      helm:
        ignoreMissingValueFiles: true
        valueFiles: [$values/values/web.yaml, $values/values/env/*.yaml, $values/values/missing.yaml]
        values: |
          d: 4
        valuesObject: { e: 5 }
    - { repoURL: https://git.test/a.git, ref: values }`)}
# file: values/web.yaml
a: 1
# file: values/env/one.yaml
b: 2
# file: values/env/two.yaml
c: 3
`;
  const [release] = clusterOf(text).releases;
  expect(release?.values.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }, { d: 4 }, { e: 5 }]);
  expect(release?.partial).toBeUndefined();
});

test('a chart in the tree gives values to the charts that it depends on', () => {
  const text = `${application('source: { repoURL: https://git.test/a.git, path: platform/network, helm: { valueFiles: [values-prod.yaml] } }')}
# file: platform/network/Chart.yaml
apiVersion: v2
name: network
version: 0.1.0
dependencies:
  - { name: cilium, version: 1.19.7, repository: https://helm.cilium.io }
  - { name: cilium, alias: other, version: 1.19.7, repository: https://helm.cilium.io }
# file: platform/network/values.yaml
cilium: { hubble: { enabeld: true } }
# file: platform/network/values-prod.yaml
other: { debug: { enabled: true } }
`;
  const found = clusterOf(text).releases.map(({ chart, version, values, knowledge }) => [
    `${chart} ${version} ${knowledge?.fit}`,
    values.map(({ in: { file }, value }) => [file, value]),
  ]);
  expect(found).toEqual([
    ['cilium 1.19.7 exact', [['platform/network/values.yaml', { hubble: { enabeld: true } }]]],
    ['cilium 1.19.7 exact', [['platform/network/values-prod.yaml', { debug: { enabled: true } }]]],
  ]);
});

test('what a plugin renders is not known', () => {
  const text = `${application('source: { repoURL: https://git.test/a.git, path: web, plugin: { name: cue } }')}
# file: web/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
`;
  expect(clusterOf(text).unevaluated).toMatchObject([{ what: 'generator', name: 'cue web' }]);
});
