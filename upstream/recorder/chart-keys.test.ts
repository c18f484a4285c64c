import { chartKeys } from './chart-keys';

test('values, schema, templates and subcharts speak of one tree', () => {
  const files = {
    'Chart.yaml': 'dependencies: [{ name: cache, alias: store }, { name: absent }]',
    'values.yaml': 'replicas: 1\nstore: { size: 1Gi, extra: true }\nport: ~',
    'values.schema.json': JSON.stringify({
      $ref: '#/$defs/values',
      $defs: { values: { properties: { port: { $ref: '#/$defs/port' } } }, port: { type: ['integer', 'null'] } },
    }),
    'templates/deployment.yaml': '{{ .Values.hidden }} {{ include "labels" . }}',
    'templates/_helpers.tpl': '{{ define "labels" }}{{ toYaml .Values.labels }}{{ end }}',
    'templates/validate.yaml': '{{ if .Values.removed }}{{ fail "gone" }}{{ end }}',
    'files/config.yaml': '{{ .Values.fromFile }}',
    'charts/cache/Chart.yaml': 'name: cache',
    'charts/cache/values.yaml': 'size: 2Gi\nmemory: 64',
    'charts/cache/templates/all.yaml': '{{ .Values.tls.enabled }} {{ .Values.global.domain }}',
  };
  expect(chartKeys(new Map(Object.entries(files)))).toEqual({
    fromFile: 'any',
    global: { domain: 'any' },
    hidden: 'any',
    labels: 'any',
    port: 'number',
    replicas: 'number',
    store: { extra: 'boolean', memory: 'number', size: 'string', tls: { enabled: 'any' } },
  });
});
