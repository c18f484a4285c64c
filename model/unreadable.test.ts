import { parseManifests } from './manifest';
import { invalidObjects, unreadableFile } from './unreadable';
import { parseYaml } from './yaml';

const fault = { reason: 'bad indentation', line: 3 };
const rule = (summary: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n bad: indent: here\n  summary: ${summary}\n`;

test.each([
  ['a broken manifest', 'a.yaml', 'apiVersion: v1\nkind: Pod\n x: [', 'error'],
  ['an alert with an action in quotes', 'a.yaml', rule('"{{ $labels.pod }} is down"'), 'error'],
  ['an alert with an action without quotes', 'a.yaml', rule('{{ $labels.pod }} is down'), 'error'],
  ['an alert with an action in a block', 'a.yaml', rule('|\n    {{ $value }} of\n    {{ if gt 1 }}'), 'error'],
  ['an action in a comment', 'a.yaml', 'kind: Pod\n# {{ .Values.x }}\n x: [', 'error'],
  ['broken JSON', 'a.json', '{"apiVersion": "v1",}, }', 'error'],
  ['a broken list item', 'a.yaml', '- apiVersion: v1\n   x: [', 'error'],
  ['anything in dist/', 'dist/homelab/argocd/values.yaml', 'a: [', 'error'],
  ['a template in gitops/', 'gitops/argocd/a.yaml', '{{ if .Values.x }}\na: 1', 'error'],
  ['a template', 'a.yaml', 'kind: Pod\n{{- if .Values.x }}\na: 1', 'note'],
  ['a value that is an action', 'a.yaml', 'kind: Pod\nmetadata:\n  name: {{ include "name" . }}', 'note'],
  ['an item that is an action', 'a.yaml', 'kind: Pod\nlist:\n  - {{ .Values.x }}\n', 'note'],
  ['YAML of another program', 'a.yaml', 'homeassistant: !secret x\n', 'note'],
])('%s is reported as it should be', (_, file, text, severity) => {
  expect(unreadableFile(file, text, fault)).toMatchObject({ severity, file, line: 3, code: 'invalid-yaml' });
});

test('a file below the templates of a chart is a template', () => {
  const file = 'charts/web/templates/deep/a.yaml';
  const hasFile = (path: string) => path === 'charts/web/Chart.yaml';
  expect(unreadableFile(file, 'kind: Pod\n x: [', fault, hasFile).severity).toBe('note');
  expect(unreadableFile(file, 'kind: Pod\n x: [', fault).severity).toBe('error');
});

const invalid = (yaml: string) =>
  invalidObjects(parseYaml(yaml), 'a.yaml').map(({ line, path, message }) => `${line} ${path} ${message}`);

test.each([
  ['apiVersion: v1\nkind: Pod\nmetadata: {}', ['1  the `Pod` has no `metadata.name`']],
  ['apiVersion: v1\nkind: Pod\nmetadata: { name: 5 }', ['1  the `Pod` has no `metadata.name`']],
  ['apiVersion: v1\nkind: Pod\nmetadata: web', ['1  the `Pod` has no `metadata.name`']],
  ['apiVersion: apps/v1\nkind: Deployment\nspec: {}', ['1  the `Deployment` has no `metadata.name`']],
  ['apiVersion: v1\nmetadata: { name: a }\ndata: {}', ['1  the object has no `kind`']],
  ['kind: Pod\nmetadata: { name: a }\nspec: {}', ['1  the `Pod` has no `apiVersion`']],
  ['apiVersion: v1\nkind: List\nitems: { a: 1 }', ['3 items `items` of `List` is not a list']],
  [
    'apiVersion: v1\nkind: PodList\nitems:\n  - web\n  - null',
    ['4 items[0] the item is not an object', '5 items[1] the item is not an object'],
  ],
  ['apiVersion: v1\nkind: PodList\nitems:\n  - metadata: {}', ['4 items[0] the `Pod` has no `metadata.name`']],
  ['apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: a- }', []],
  ['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {}\nresources: []', []],
  ['apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: {}', []],
  ['apiVersion: v2\nname: chart\nversion: 1.0.0', []],
  ['apiVersion: v1\nkind: Config\ncontexts: []', []],
  ['apiVersion: example.net/v1\nkind: AllowList\nmetadata: { name: a }', []],
  ['apiVersion: v1\nkind: List\nitems: []', []],
  ['a: 1', []],
])('%j', (yaml, expected) => {
  expect(invalid(yaml)).toEqual(expected);
});

test('items of typed lists get the kind and the version of their list', () => {
  const list = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n  - metadata: { name: a }\n';
  expect(parseManifests(list, 'a.yaml').map(({ object }) => object)).toEqual([
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' } },
  ]);
  const nested =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: PodList\n    items:\n      - metadata: { name: a }\n';
  const [pod] = parseManifests(nested, 'a.yaml');
  expect([pod?.object.kind, pod?.lineOf(['metadata', 'name'])]).toEqual(['Pod', 7]);
});
