import { textOf } from '../../model/fields';
import { issuer } from './certificates';
import { each, gateways, named, type Reference, rbac, type Scope } from './reference';
import { route, webhook } from './traffic';

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

const policy = ({ object }: Scope): Reference[] => {
  const rules = [['spec'], ...each(object, ['specs'])];
  const directions = rules.flatMap(at =>
    ['ingress', 'egress', 'ingressDeny', 'egressDeny'].flatMap(key => each(object, [...at, key])),
  );
  const sets = directions.flatMap(at => ['fromCIDRSet', 'toCIDRSet'].flatMap(key => each(object, [...at, key])));
  return sets.flatMap(at => named(object, [...at, 'cidrGroupRef'], 'CiliumCIDRGroup', '', 'cilium.io'));
};

/** What objects name, by their group and kind. */
export const byKind: Readonly<Record<string, (scope: Scope) => Reference[]>> = {
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
