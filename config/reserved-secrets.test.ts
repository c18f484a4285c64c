import { requiredSecrets } from '../bootstrap/secrets';
import { fixtureFleet } from '../test/fleet';
import { isReservedSecret } from './rules/secrets';

test('no Secret with a fixed name can be named for another purpose', () => {
  const named = (secret: { name: string }) => fixtureFleet.some(cluster => textsOf(cluster).includes(secret.name));
  const fixed = fixtureFleet.flatMap(cluster => requiredSecrets(cluster, [])).filter(secret => !named(secret));
  expect(fixed.length).toBeGreaterThan(0);
  expect(fixed.filter(({ namespace, name }) => !isReservedSecret(namespace, name))).toEqual([]);
});

test.each([
  ['argocd', 'argocd-secret'],
  ['argocd', 'argocd-initial-admin-secret'],
  ['cert-manager', 'platform-ca'],
  ['cert-manager', 'platform-acme-account'],
  ['kube-system', 'cilium-clustermesh'],
  ['kube-system', 'hubble-relay-client-certs'],
  ['monitoring', 'alertmanager-monitoring-generated'],
  ['longhorn-system', 'longhorn-webhook-tls'],
])('%s/%s is reserved', (namespace, name) => expect(isReservedSecret(namespace, name)).toBe(true));

test.each([
  ['argocd', 'infraflux-repository'],
  ['monitoring', 'alertmanager-config'],
  ['monitoring', 'grafana-admin'],
  ['kube-system', 'bgp-auth'],
  ['longhorn-system', 'longhorn-backup'],
])('%s/%s is free', (namespace, name) => expect(isReservedSecret(namespace, name)).toBe(false));

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
