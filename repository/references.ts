import { annotationOf, field, listOf, textOf } from '../model/fields';
import { groupOf, isRecord } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { Identity, PlacedObject } from './identity';
import { containersOf, podTemplateOf } from './pods';

/** An object that another names. */
export interface Reference extends Identity {
  readonly at: readonly Step[];
}

const gateways = 'gateway.networking.k8s.io';
const rbac = 'rbac.authorization.k8s.io';

/** Everything that an object names and that must be there for it to work; what may be absent is left out. */
export function referencesOf(placed: PlacedObject): Reference[] {
  const { manifest, namespace = 'default' } = placed;
  const { object } = manifest;
  const scope: Scope = { namespace, object };
  const group = groupOf(object);
  return [
    ...fromPods(scope),
    ...annotations.flatMap(([key, kind]) => {
      const name = annotationOf(object, key);
      const own = kind === 'ClusterIssuer' ? '' : namespace;
      const at = ['metadata', 'annotations', key];
      return name === undefined ? [] : [{ group: 'cert-manager.io', kind, namespace: own, name, at }];
    }),
    ...(byKind[`${group}/${object.kind}`]?.(scope) ?? []),
  ];
}

interface Scope {
  readonly namespace: string;
  readonly object: PlacedObject['manifest']['object'];
}

const annotations = [
  ['cert-manager.io/cluster-issuer', 'ClusterIssuer'],
  ['cert-manager.io/issuer', 'Issuer'],
] as const;

/** A reference of one kind, where a name stands at the path. */
function named(value: unknown, at: readonly Step[], kind: string, namespace: string, group = ''): Reference[] {
  const name = textOf(value, ...at);
  return name === undefined ? [] : [{ group, kind, namespace, name, at }];
}

const each = (value: unknown, at: readonly Step[]) => listOf(value, ...at).map((_, index) => [...at, index]);
const isOptional = (value: unknown, at: readonly Step[]) => field(value, ...at, 'optional') === true;

function fromPods({ namespace, object }: Scope): Reference[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  const { at } = template;
  const one = (path: readonly Step[], key: string, kind: string) =>
    isOptional(object, path) ? [] : named(object, [...path, key], kind, namespace);
  const volumes = each(object, [...at, 'volumes']).flatMap(volume => [
    ...one([...volume, 'secret'], 'secretName', 'Secret'),
    ...one([...volume, 'configMap'], 'name', 'ConfigMap'),
    ...one([...volume, 'persistentVolumeClaim'], 'claimName', 'PersistentVolumeClaim'),
    ...each(object, [...volume, 'projected', 'sources']).flatMap(source => [
      ...one([...source, 'secret'], 'name', 'Secret'),
      ...one([...source, 'configMap'], 'name', 'ConfigMap'),
    ]),
  ]);
  const environment = containersOf(template).flatMap(({ at: container }) => [
    ...each(object, [...container, 'envFrom']).flatMap(source => [
      ...one([...source, 'secretRef'], 'name', 'Secret'),
      ...one([...source, 'configMapRef'], 'name', 'ConfigMap'),
    ]),
    ...each(object, [...container, 'env']).flatMap(variable => [
      ...one([...variable, 'valueFrom', 'secretKeyRef'], 'name', 'Secret'),
      ...one([...variable, 'valueFrom', 'configMapKeyRef'], 'name', 'ConfigMap'),
    ]),
  ]);
  return [
    ...named(object, [...at, 'serviceAccountName'], 'ServiceAccount', namespace),
    ...named(object, [...at, 'priorityClassName'], 'PriorityClass', '', 'scheduling.k8s.io'),
    ...named(object, [...at, 'runtimeClassName'], 'RuntimeClass', '', 'node.k8s.io'),
    ...volumes,
    ...environment,
  ];
}

const route = ({ namespace, object }: Scope): Reference[] => [
  ...each(object, ['spec', 'parentRefs']).flatMap(at => {
    const kind = textOf(object, ...at, 'kind') ?? 'Gateway';
    const group = field(object, ...at, 'group') ?? gateways;
    const own = textOf(object, ...at, 'namespace') ?? namespace;
    return named(object, [...at, 'name'], kind, own, typeof group === 'string' ? group : gateways);
  }),
  ...each(object, ['spec', 'rules']).flatMap(rule =>
    each(object, [...rule, 'backendRefs']).flatMap(at => backend(object, at, namespace)),
  ),
];

function backend(object: unknown, at: readonly Step[], namespace: string): Reference[] {
  if ((textOf(object, ...at, 'kind') ?? 'Service') !== 'Service') return [];
  return named(object, [...at, 'name'], 'Service', textOf(object, ...at, 'namespace') ?? namespace);
}

const webhook = ({ object }: Scope): Reference[] =>
  each(object, ['webhooks']).flatMap(at => {
    const service = [...at, 'clientConfig', 'service'];
    return named(object, [...service, 'name'], 'Service', textOf(object, ...service, 'namespace') ?? 'default');
  });

const binding = ({ namespace, object }: Scope): Reference[] => {
  const kind = textOf(object, 'roleRef', 'kind') ?? 'Role';
  return [
    ...named(object, ['roleRef', 'name'], kind, kind === 'ClusterRole' ? '' : namespace, rbac),
    ...each(object, ['subjects']).flatMap(at =>
      textOf(object, ...at, 'kind') === 'ServiceAccount'
        ? named(object, [...at, 'name'], 'ServiceAccount', textOf(object, ...at, 'namespace') ?? namespace)
        : [],
    ),
  ];
};

/** cert-manager keeps what its cluster-wide issuers use in its own namespace. */
const issuer =
  (own: (namespace: string) => string) =>
  ({ namespace, object }: Scope): Reference[] => [
    ...named(object, ['spec', 'ca', 'secretName'], 'Secret', own(namespace)),
    ...each(object, ['spec', 'acme', 'solvers']).flatMap(at =>
      secretRefs(field(object, ...at), at).map(found => ({ ...found, namespace: own(namespace) })),
    ),
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

const policy = ({ object }: Scope): Reference[] => {
  const rules = [['spec'], ...each(object, ['specs'])];
  const directions = rules.flatMap(at =>
    ['ingress', 'egress', 'ingressDeny', 'egressDeny'].flatMap(key => each(object, [...at, key])),
  );
  const sets = directions.flatMap(at => ['fromCIDRSet', 'toCIDRSet'].flatMap(key => each(object, [...at, key])));
  return sets.flatMap(at => named(object, [...at, 'cidrGroupRef'], 'CiliumCIDRGroup', '', 'cilium.io'));
};

const byKind: Readonly<Record<string, (scope: Scope) => Reference[]>> = {
  'apps/StatefulSet': ({ namespace, object }) => [
    ...named(object, ['spec', 'serviceName'], 'Service', namespace),
    ...each(object, ['spec', 'volumeClaimTemplates']).flatMap(at =>
      named(object, [...at, 'spec', 'storageClassName'], 'StorageClass', '', 'storage.k8s.io'),
    ),
  ],
  '/PersistentVolumeClaim': ({ object }) =>
    // A claim that names its volume carries the class as a mere label.
    textOf(object, 'spec', 'volumeName') === undefined
      ? named(object, ['spec', 'storageClassName'], 'StorageClass', '', 'storage.k8s.io')
      : [],
  'networking.k8s.io/Ingress': ({ namespace, object }) => [
    ...named(object, ['spec', 'ingressClassName'], 'IngressClass', '', 'networking.k8s.io'),
    ...each(object, ['spec', 'rules']).flatMap(rule =>
      each(object, [...rule, 'http', 'paths']).flatMap(at =>
        named(object, [...at, 'backend', 'service', 'name'], 'Service', namespace),
      ),
    ),
    ...each(object, ['spec', 'tls']).flatMap(at => named(object, [...at, 'secretName'], 'Secret', namespace)),
  ],
  [`${gateways}/Gateway`]: ({ namespace, object }) => [
    ...named(object, ['spec', 'gatewayClassName'], 'GatewayClass', '', gateways),
    ...each(object, ['spec', 'listeners']).flatMap(listener =>
      each(object, [...listener, 'tls', 'certificateRefs']).flatMap(at =>
        named(object, [...at, 'name'], 'Secret', textOf(object, ...at, 'namespace') ?? namespace),
      ),
    ),
  ],
  ...Object.fromEntries(
    ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(kind => [`${gateways}/${kind}`, route]),
  ),
  'cert-manager.io/Certificate': ({ namespace, object }) => {
    if ((textOf(object, 'spec', 'issuerRef', 'group') ?? 'cert-manager.io') !== 'cert-manager.io') return [];
    const kind = textOf(object, 'spec', 'issuerRef', 'kind') ?? 'Issuer';
    const own = kind === 'ClusterIssuer' ? '' : namespace;
    return named(object, ['spec', 'issuerRef', 'name'], kind, own, 'cert-manager.io');
  },
  'cert-manager.io/Issuer': issuer(namespace => namespace),
  'cert-manager.io/ClusterIssuer': issuer(() => 'cert-manager'),
  [`${rbac}/RoleBinding`]: binding,
  [`${rbac}/ClusterRoleBinding`]: binding,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhook,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhook,
  'cilium.io/CiliumNetworkPolicy': policy,
  'cilium.io/CiliumClusterwideNetworkPolicy': policy,
  'cilium.io/CiliumBGPClusterConfig': ({ object }) =>
    each(object, ['spec', 'bgpInstances']).flatMap(instance =>
      each(object, [...instance, 'peers']).flatMap(at =>
        named(object, [...at, 'peerConfigRef', 'name'], 'CiliumBGPPeerConfig', '', 'cilium.io'),
      ),
    ),
  // bgpControlPlane.secretsNamespace, by default kube-system.
  'cilium.io/CiliumBGPPeerConfig': ({ object }) => named(object, ['spec', 'authSecretRef'], 'Secret', 'kube-system'),
  'cilium.io/CiliumLocalRedirectPolicy': ({ object }) => {
    const at = ['spec', 'redirectFrontend', 'serviceMatcher'];
    return named(object, [...at, 'serviceName'], 'Service', textOf(object, ...at, 'namespace') ?? 'default');
  },
  'longhorn.io/BackupTarget': ({ namespace, object }) =>
    named(object, ['spec', 'credentialSecret'], 'Secret', namespace),
  'autoscaling/HorizontalPodAutoscaler': ({ namespace, object }) =>
    ['Deployment', 'StatefulSet'].includes(textOf(object, 'spec', 'scaleTargetRef', 'kind') ?? '')
      ? named(
          object,
          ['spec', 'scaleTargetRef', 'name'],
          textOf(object, 'spec', 'scaleTargetRef', 'kind')!,
          namespace,
          'apps',
        )
      : [],
  'external-secrets.io/ExternalSecret': ({ namespace, object }) => {
    const kind = textOf(object, 'spec', 'secretStoreRef', 'kind') ?? 'SecretStore';
    const own = kind === 'ClusterSecretStore' ? '' : namespace;
    return named(object, ['spec', 'secretStoreRef', 'name'], kind, own, 'external-secrets.io');
  },
};

/** Keys of Helm values by which charts of all kinds name objects. */
const valueKeys: Readonly<Record<string, { readonly kind: string; readonly group: string; readonly global?: true }>> = {
  existingSecret: { kind: 'Secret', group: '' },
  existingClaim: { kind: 'PersistentVolumeClaim', group: '' },
  storageClassName: { kind: 'StorageClass', group: 'storage.k8s.io', global: true },
  gatewayClassName: { kind: 'GatewayClass', group: gateways, global: true },
};

/** What Helm values name, in the namespace of their release. */
export function referencesInValues(value: unknown, namespace: string, at: readonly Step[] = []): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesInValues(item, namespace, [...at, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): Reference[] => {
    const known = Object.hasOwn(valueKeys, key) ? valueKeys[key] : undefined;
    if (known !== undefined && typeof inner === 'string' && inner !== '') {
      const { kind, group, global } = known;
      return [{ kind, group, namespace: global ? '' : namespace, name: inner, at: [...at, key] }];
    }
    if (key === 'secretKeyRef')
      return named({ [key]: inner }, [key, 'name'], 'Secret', namespace).map(found => ({
        ...found,
        at: [...at, ...found.at],
      }));
    return referencesInValues(inner, namespace, [...at, key]);
  });
}
