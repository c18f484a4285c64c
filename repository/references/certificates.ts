import { field, textOf } from '../../model/fields';
import { isRecord } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import { each, named, type Reference, type Scope } from './reference';
import { parents } from './traffic';

/** cert-manager keeps what its cluster-wide issuers use in its own namespace. */
export const issuer =
  (own: (namespace: string) => string) =>
  ({ namespace, object }: Scope): Reference[] => [
    ...named(object, ['spec', 'ca', 'secretName'], 'Secret', own(namespace)),
    ...each(object, ['spec', 'acme', 'solvers']).flatMap(at =>
      secretRefs(field(object, ...at), at).map(found => ({ ...found, namespace: own(namespace) })),
    ),
    ...each(object, ['spec', 'acme', 'solvers']).flatMap(at =>
      solver(object, [...at, 'http01'], own(namespace)).map(found => ({ ...found, isLater: true as const })),
    ),
  ];

/** The class of the Ingress, or the Gateways of the route, by which cert-manager answers challenges. */
const solver = (object: unknown, at: readonly Step[], namespace: string): Reference[] => [
  ...['ingressClassName', 'class'].flatMap(key =>
    named(object, [...at, 'ingress', key], 'IngressClass', '', 'networking.k8s.io'),
  ),
  ...parents(object, [...at, 'gatewayHTTPRoute', 'parentRefs'], namespace),
];

/** Fields whose name ends in `SecretRef`, at any depth. */
function secretRefs(value: unknown, at: readonly Step[]): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => secretRefs(item, [...at, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = /secretRef$/i.test(key) ? textOf(inner, 'name') : undefined;
    if (name !== undefined) return [{ group: '', kind: 'Secret', namespace: '', name, at: [...at, key, 'name'] }];
    return secretRefs(inner, [...at, key]);
  });
}
