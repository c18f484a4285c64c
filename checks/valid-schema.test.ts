import { readRepository } from '../repository/repository';
import { runChecks } from './run';
import { validSchema } from './valid-schema';

/** The repair that the check suggests for a namespace on an object of the kind. */
function repairOf(apiVersion: string, kind: string): (string | undefined)[] {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\n`;
  const { findings } = runChecks(readRepository(new Map([['a.yaml', text]])), [validSchema], { today: '2026-11-28' });
  return findings.filter(({ path }) => path === 'metadata.namespace').map(({ repair }) => repair);
}

test.each([
  ['cilium.io/v1alpha1', 'TracingPolicy', 'TracingPolicyNamespaced'],
  ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'],
  ['cert-manager.io/v1', 'ClusterIssuer', 'Issuer'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'Role'],
])('the namespace of a %s %s is what the author meant', (apiVersion, kind, namespaced) => {
  expect(repairOf(apiVersion, kind)).toEqual([`write \`kind: ${namespaced}\` to keep it to the namespace`]);
});

test('a kind without a namespaced counterpart cannot keep the namespace', () => {
  expect(repairOf('cilium.io/v2', 'CiliumLoadBalancerIPPool')).toEqual(['remove `namespace`']);
  expect(repairOf('v1', 'Namespace')).toEqual(['remove `namespace`']);
});

test('an object is judged as it is built, and not at all where SOPS has encrypted it', () => {
  const texts = new Map([
    ['app/kustomization.yaml', 'namespace: shop\nresources: [namespace.yaml, secret.yaml]\n'],
    ['app/namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: _ }\n'],
    [
      'app/secret.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { a: "ENC[x]" }\nsops: { mac: x }\n',
    ],
  ]);
  expect(validSchema.find(readRepository(texts))).toEqual([]);
});
