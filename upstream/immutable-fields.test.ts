import { parseManifests } from '../model/manifest';
import { formatPath } from '../model/yaml';
import { changedImmutableFields } from './immutable-fields';

const object = (kind: string, rest: string) =>
  parseManifests(
    `apiVersion: ${kind.replace(/\/[^/]*$/, '')}\nkind: ${kind.split('/').at(-1)}\nmetadata: { name: a }\n${rest}\n`,
    'a.yaml',
  )[0]!.object;

/** What a server of 1.36.3 answered to the second state. */
test.each([
  ['apps/v1/StatefulSet', 'spec: { serviceName: a }', 'spec: { serviceName: b }', ['spec.serviceName']],
  ['apps/v1/StatefulSet', 'spec: { replicas: 1 }', 'spec: { replicas: 2, podManagementPolicy: OrderedReady }', []],
  ['apps/v1/StatefulSet', 'spec: {}', 'spec: { podManagementPolicy: Parallel }', ['spec.podManagementPolicy']],
  ['v1/Secret', 'data: { a: YQ== }', 'data: { a: Yg== }', []],
  ['v1/Secret', 'immutable: true\ndata: { a: YQ== }', 'immutable: true\ndata: { a: Yg== }', ['data']],
  ['v1/Secret', 'type: Opaque', 'type: example.org/a', ['type']],
  ['v1/ConfigMap', 'immutable: true\ndata: { a: b }', 'data: { a: b }', ['immutable']],
  ['v1/Service', 'spec: { ports: [{ port: 80 }] }', 'spec: { clusterIP: 10.0.0.9, ports: [{ port: 80 }] }', []],
  ['v1/Service', 'spec: { clusterIP: None }', 'spec: { ports: [{ port: 80 }] }', []],
  ['v1/Service', 'spec: { ports: [{ port: 80 }] }', 'spec: { clusterIP: None }', ['spec.clusterIP']],
  [
    'v1/PersistentVolumeClaim',
    'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }',
    'spec: { accessModes: [ReadWriteMany], resources: { requests: { storage: 2Gi } } }',
    ['spec.accessModes'],
  ],
  ['storage.k8s.io/v1/StorageClass', 'provisioner: a.b', 'provisioner: a.b\nreclaimPolicy: Delete', []],
  ['storage.k8s.io/v1/StorageClass', 'provisioner: a.b', 'provisioner: a.b\nreclaimPolicy: Retain', ['reclaimPolicy']],
  ['scheduling.k8s.io/v1/PriorityClass', 'value: 1', 'value: 2', ['value']],
  [
    'networking.k8s.io/v1/IngressClass',
    'spec: { controller: a.b/c }',
    'spec: { controller: a.b/d }',
    ['spec.controller'],
  ],
])('%s from `%s` to `%s`', (kind, before, after, expected) => {
  expect(changedImmutableFields(object(kind, before), object(kind, after)).map(formatPath)).toEqual(expected);
});
