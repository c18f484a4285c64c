import { readsOf } from './template-reads';

function reads(...files: readonly string[]) {
  const { named, whole } = readsOf(files);
  const dotted = (paths: ReadonlySet<string>) =>
    [...paths].map(path => (JSON.parse(path) as string[]).join('/')).sort();
  return { named: dotted(named), whole: dotted(whole) };
}

test('a key is read by its path, through the root or the release of another scope', () => {
  expect(reads('{{ .Values.a.b }} {{ $.Values.c | quote }}').named).toEqual(['a', 'a/b', 'c']);
});

test('`with` and variables move the place that a path starts from', () => {
  expect(reads('{{ with .Values.a }}{{ .b }}{{ else }}{{ .Values.c }}{{ end }}').named).toEqual(['a', 'a/b', 'c']);
  expect(reads('{{ $image := .Values.image }}{{ $image.tag }}').named).toEqual(['image', 'image/tag']);
});

test('a helper is read with what each caller gives it', () => {
  const helper = '{{ define "image" }}{{ .repository }}{{ end }}';
  expect(reads(helper, '{{ include "image" .Values.server.image }}').named).toContain('server/image/repository');
  const ofDict = '{{ define "labels" }}{{ .at.extra }}{{ end }}';
  expect(reads(ofDict, '{{ include "labels" (dict "at" .Values.pod "root" .) }}').named).toContain('pod/extra');
});

test('literal keys of `index`, `get` and `dig` are paths', () => {
  expect(reads('{{ index .Values "a" "b" }}{{ get .Values.c "d" }}').named).toEqual(['a', 'a/b', 'c', 'c/d']);
  expect(reads('{{ dig "x" "y" "" .Values.e }}').named).toContain('e/x/y');
});

test('what is printed or walked whole admits any key', () => {
  expect(reads('{{ toYaml .Values.a | nindent 2 }}').whole).toEqual(['a']);
  expect(reads('{{ .Values.a | toYaml }}').whole).toEqual(['a']);
  expect(reads('{{ range $key, $value := .Values.a }}{{ $key }}{{ end }}').whole).toEqual(['a']);
  expect(reads('{{ with .Values.a }}{{ toYaml . }}{{ end }}').whole).toEqual(['a']);
});

test('a condition or a checksum says nothing about the keys below', () => {
  expect(reads('{{ if .Values.a }}{{ end }}{{ toJson .Values.b | sha256sum }}').whole).toEqual([]);
});

test('comments are not read', () => {
  expect(reads('{{/* .Values.a */}}{{- /* .Values.b */ -}}').named).toEqual([]);
});
