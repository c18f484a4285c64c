import { readRepository } from './repository';

/** The Applications of the sets in a repository: name, path or chart, namespace and server. */
function applicationsOf(files: Readonly<Record<string, string>>) {
  const { clusters } = readRepository(new Map(Object.entries(files)));
  return clusters
    .flatMap(({ applications }) => applications)
    .filter(({ application }) => application.generated)
    .map(({ application: { name, sources, namespace = '', server } }) =>
      [name, sources[0]?.path ?? sources[0]?.chart ?? '', namespace, server].join(' ').trim(),
    )
    .sort();
}

const set = (spec: string) => `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: all, namespace: argocd }
spec:
${spec.replace(/^\n/, '').replaceAll(/^/gm, '  ')}
`;

const folders = Object.fromEntries(
  ['apps/media/films', 'apps/media/music', 'apps/tools/clock', 'apps/tools/clock/base'].map(folder => [
    `${folder}/a.yaml`,
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  ]),
);

test('directories are matched one folder per star, and `exclude` takes away', () => {
  const spec = `
generators:
  - git:
      repoURL: https://git.test/a.git
      directories:
        - path: apps/*/*
        - { path: apps/media/music, exclude: true }
template:
  metadata: { name: '{{path[1]}}-{{path.basename}}' }
  spec:
    source: { repoURL: https://git.test/a.git, path: '{{path}}' }
    destination: { server: https://kubernetes.default.svc, namespace: '{{path.basenameNormalized}}' }
`;
  expect(applicationsOf({ ...folders, 'set.yaml': set(spec) })).toEqual([
    'media-films apps/media/films films https://kubernetes.default.svc',
    'tools-clock apps/tools/clock clock https://kubernetes.default.svc',
  ]);
});

test('files give their content as parameters, in both languages', () => {
  const files = {
    ...folders,
    'envs/one/app.yaml': 'app: { name: one, folder: apps/media/films }\n',
    'envs/deep/two/app.yaml': 'app: { name: two, folder: apps/tools/clock }\n',
  };
  const spec = (name: string, path: string, more = '') => `
${more}
generators:
  - git: { repoURL: https://git.test/a.git, files: [{ path: 'envs/*/app.yaml' }] }
template:
  metadata: { name: '${name}' }
  spec: { source: { repoURL: https://git.test/a.git, path: '${path}' }, destination: { name: in-cluster } }
`;
  const expected = ['one apps/media/films  in-cluster', 'two apps/tools/clock  in-cluster'];
  expect(applicationsOf({ ...files, 'set.yaml': set(spec('{{app.name}}', '{{ app.folder }}')) })).toEqual(expected);
  const go = spec('{{ .app.name | lower }}', '{{ .app.folder }}', 'goTemplate: true');
  expect(applicationsOf({ ...files, 'set.yaml': set(go) })).toEqual(expected);
});

test('a matrix gives each cluster each folder, and the second generator may use the first', () => {
  const spec = `
goTemplate: true
goTemplateOptions: [missingkey=error]
generators:
  - matrix:
      generators:
        - list:
            elements:
              - { cluster: east, group: media }
              - { cluster: west, group: tools }
        - git: { repoURL: https://git.test/a.git, directories: [{ path: 'apps/{{ .group }}/*' }] }
template:
  metadata: { name: '{{ .cluster }}-{{ .path.basename }}' }
  spec:
    source: { repoURL: https://git.test/a.git, path: '{{ .path.path }}' }
    destination: { name: '{{ .cluster }}', namespace: '{{ index .path.segments 1 }}' }
`;
  expect(applicationsOf({ ...folders, 'set.yaml': set(spec) })).toEqual([
    'east-films apps/media/films media east',
    'east-music apps/media/music media east',
    'west-clock apps/tools/clock tools west',
  ]);
});

test('a merge overlays what has the same keys, and leaves the rest', () => {
  const spec = `
generators:
  - merge:
      mergeKeys: [name]
      generators:
        - list: { elements: [{ name: films, version: 1.0.0 }, { name: music, version: 1.0.0 }] }
        - list: { elements: [{ name: music, version: 2.0.0 }, { name: other, version: 3.0.0 }] }
template:
  metadata: { name: '{{name}}' }
  spec: { source: { repoURL: https://charts.test, chart: '{{name}}', targetRevision: '{{version}}' } }
`;
  const { clusters } = readRepository(new Map([['set.yaml', set(spec)]]));
  expect(clusters[0]?.releases.map(({ chart, version }) => `${chart} ${version}`)).toEqual([
    'films 1.0.0',
    'music 2.0.0',
  ]);
});

test('clusters come from their Secrets, and the one of Argo CD itself where nothing is selected', () => {
  const secret = (name: string, stage: string) => `
apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: argocd, labels: { argocd.argoproj.io/secret-type: cluster, stage: ${stage} } }
stringData: { name: ${name}, server: 'https://${name}.test:6443' }
`;
  const spec = (selector: string) => `
generators:
  - clusters: ${selector}
template:
  metadata: { name: 'a-{{name}}' }
  spec:
    source: { repoURL: https://git.test/a.git, path: apps/media/films }
    destination: { server: '{{server}}', namespace: '{{metadata.labels.stage}}' }
`;
  const files = { ...folders, 'east.yaml': secret('east', 'prod'), 'west.yaml': secret('west', 'test') };
  const selected = set(spec('{ selector: { matchLabels: { stage: prod } } }'));
  expect(applicationsOf({ ...files, 'set.yaml': selected })).toEqual([
    'a-east apps/media/films prod https://east.test:6443',
  ]);
  expect(applicationsOf({ ...files, 'set.yaml': set(spec('{}')) })).toHaveLength(3);
});

test('a patch of the template is rendered with its conditions', () => {
  const spec = `
goTemplate: true
generators:
  - list: { elements: [{ name: films, prune: true }, { name: music, prune: false }] }
template:
  metadata: { name: '{{ .name }}' }
  spec: { source: { repoURL: https://git.test/a.git, path: 'apps/media/{{ .name }}' } }
templatePatch: |
  {{- if .prune }}
  spec:
    syncPolicy: { automated: { prune: {{ .prune }} } }
  {{- end }}
`;
  const { clusters } = readRepository(new Map(Object.entries({ ...folders, 'set.yaml': set(spec) })));
  const prunes = clusters[0]?.applications.map(({ application: { name, prunes } }) => [name, prunes]);
  expect(prunes).toEqual([
    ['films', true],
    ['music', false],
  ]);
});

test.each([
  ['lower', '{{ "ABC" | lower }}', 'abc'],
  ['default', '{{ default "x" .missing }}', 'x'],
  ['a chain', '{{ .path | replace "/" "-" | trimPrefix "a-" | printf "%s-%d" "v" }}', 'v-b'],
  ['a list', '{{ (splitList "/" .path) | last }}', 'b'],
  ['range', '{{ range $i, $p := splitList "/" .path }}{{ if $i }}+{{ end }}{{ $p }}{{ end }}', 'a+b'],
  ['with and else', '{{ with .missing }}{{ . }}{{ else with .path }}{{ . }}{{ end }}', 'a/b'],
  ['a variable', '{{ $p := .path }}{{- if and (eq $p "a/b") (not .missing) }}yes{{ end -}} ', 'yes'],
  ['a comment', '{{/* no */}}x', 'x'],
])('Go’s templates know %s', (_, name, expected) => {
  const spec = `
goTemplate: true
generators: [{ list: { elements: [{ path: a/b }] } }]
template:
  metadata: { name: '${name}' }
  spec: { source: { repoURL: https://charts.test, chart: a, targetRevision: 1.0.0 } }
`;
  expect(applicationsOf({ 'set.yaml': set(spec) })).toEqual([`${expected} a`]);
});
