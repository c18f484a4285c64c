import type { Schema } from '../../model/schema';
import { kindsOfGroup, objectMeta } from '../../upstream/schemas/load';
import { type KindSchema, link, share } from './structural';

const port: Schema = { type: 'object', properties: { number: { type: 'integer', minimum: 1, maximum: 65_535 } } };
const kind = (schema: Schema): KindSchema => ({ scope: 'Cluster', versions: { v1: schema }, deprecated: [] });

test('parts that schemas share are stored once, and come back as they were', () => {
  const kinds = { A: kind({ properties: { from: port, to: port } }), B: kind({ properties: { from: port } }) };
  const shared = share(kinds);
  expect(shared.shared).toEqual([port]);
  expect(link(JSON.parse(JSON.stringify(shared)))).toEqual(kinds);
});

test('a group without a schema is unknown, whatever its name', () => {
  expect(kindsOfGroup('example.org')).toBeUndefined();
  expect(kindsOfGroup('../../package')).toBeUndefined();
});

test('the shipped schemas hold what Kubernetes and Cilium document', () => {
  const pod = kindsOfGroup('')!.Pod!.versions.v1!;
  const [container] = [pod.properties!.spec!.properties!.containers!.items!];
  expect(container.required).toContain('name');
  expect(container.properties!.ports!['x-kubernetes-list-map-keys']).toEqual(['containerPort', 'protocol']);
  expect(container.properties!.ports!.items!.properties!.protocol!.default).toBe('TCP');
  const pool = kindsOfGroup('cilium.io')!.CiliumLoadBalancerIPPool!;
  expect(pool.scope).toBe('Cluster');
  expect(pool.versions.v2!.properties!.spec!.properties!.allowFirstLastIPs!.enum).toEqual(['Yes', 'No']);
  expect(objectMeta.properties!.labels).toEqual({ type: 'object', additionalProperties: { type: 'string' } });
});
