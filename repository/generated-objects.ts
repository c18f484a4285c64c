import { annotationOf, field, listOf, textOf } from '../model/fields';
import { groupOf } from '../model/manifest';
import { kindsOfGroup } from '../upstream/schemas/load';
import type { Identity, PlacedObject } from './identity';
import type { HelmRelease } from './releases';

/** Objects that exist without a manifest of their own. */

const core = (kind: string, namespace: string, name: string): Identity => ({ group: '', kind, namespace, name });

/** Objects of every cluster. */
export const builtIn: readonly Identity[] = [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(name => core('Namespace', '', name)),
  core('Service', 'default', 'kubernetes'),
  core('Service', 'kube-system', 'kube-dns'),
  ...['system-cluster-critical', 'system-node-critical'].map(name => ({
    group: 'scheduling.k8s.io',
    kind: 'PriorityClass',
    namespace: '',
    name,
  })),
  ...['cluster-admin', 'admin', 'edit', 'view', 'system:auth-delegator', 'system:node-proxier'].map(name => ({
    group: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    namespace: '',
    name,
  })),
  {
    group: 'rbac.authorization.k8s.io',
    kind: 'Role',
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication-reader',
  },
];

/** Objects that controllers create for another. */
export function madeBy({ manifest: { object }, namespace = 'default' }: PlacedObject): Identity[] {
  const secret = (name: string | undefined) => (name === undefined ? [] : [core('Secret', namespace, name)]);
  switch (`${groupOf(object)}/${object.kind}`) {
    case '/Namespace':
      return [
        core('ServiceAccount', object.metadata.name, 'default'),
        core('ConfigMap', object.metadata.name, 'kube-root-ca.crt'),
      ];
    case 'cert-manager.io/Certificate':
      return secret(textOf(object, 'spec', 'secretName'));
    case 'external-secrets.io/ExternalSecret':
      return secret(textOf(object, 'spec', 'target', 'name') ?? object.metadata.name);
    case 'bitnami.com/SealedSecret':
    case 'onepassword.com/OnePasswordItem':
      return secret(object.metadata.name);
    case 'gateway.networking.k8s.io/Gateway':
      return [
        core('Service', namespace, `cilium-gateway-${object.metadata.name}`),
        ...(isIssued(object.metadata.annotations)
          ? certificatesOf(object).map(name => core('Secret', namespace, name))
          : []),
      ];
    case 'networking.k8s.io/Ingress':
      return annotationOf(object, 'cert-manager.io/cluster-issuer') === undefined
        ? []
        : listOf(object, 'spec', 'tls').flatMap(entry => secret(textOf(entry, 'secretName')));
    default:
      return [];
  }
}

const isIssued = (annotations: unknown) =>
  ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer'].some(key => textOf(annotations, key) !== undefined);

const certificatesOf = (gateway: unknown) =>
  listOf(gateway, 'spec', 'listeners').flatMap(listener =>
    listOf(listener, 'tls', 'certificateRefs').flatMap(reference => textOf(reference, 'name') ?? []),
  );

/** CRDs that a chart's operator registers at its start, and that the chart itself therefore does not render. */
export function registeredBy({ chart, values }: HelmRelease): string[] {
  const kinds = Object.keys(kindsOfGroup('cilium.io') ?? {});
  const isTetragon = (kind: string) => kind.startsWith('TracingPolicy');
  const names = (wanted: readonly string[]) => wanted.map(kind => `${pluralOf(kind)}.cilium.io`);
  if (chart === 'cilium') return names(kinds.filter(kind => !isTetragon(kind)));
  if (chart !== 'tetragon') return [];
  const method = values.map(({ value }) => field(value, 'crds', 'installMethod')).find(each => each !== undefined);
  return method === 'none' ? [] : names(kinds.filter(isTetragon));
}

/** Groups of Kubernetes itself: no CRD brings them. */
export const builtInGroups: readonly string[] = [
  ...['', 'apps', 'autoscaling', 'batch', 'policy'],
  ...['admissionregistration', 'apiextensions', 'apiregistration', 'authentication', 'authorization', 'certificates'],
  ...['coordination', 'discovery', 'events', 'networking', 'node', 'rbac.authorization', 'resource', 'scheduling'],
  'storage',
].map(group => (/^(?:|apps|autoscaling|batch|policy)$/.test(group) ? group : `${group}.k8s.io`));

/** Secrets that a person creates, by the commands of a runbook in Markdown. */
export function unmanagedIn(texts: ReadonlyMap<string, string>, isOurs: (file: string) => boolean): Identity[] {
  const command = /kubectl (?:-n|--namespace) (\S+) create secret (?:generic|tls|docker-registry) (\S+)/g;
  return [...texts]
    .filter(([file]) => file.endsWith('.md') && isOurs(file))
    .flatMap(([, text]) =>
      [...text.matchAll(command)].map(([, namespace = '', name = '']) => core('Secret', namespace, name)),
    );
}

/** The plural by which an API server names a kind, as Kubernetes' own generators form it. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word === 'endpoints') return word;
  if (word === 'tracingpolicynamespaced') return 'tracingpoliciesnamespaced';
  if (/(?:s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** Upstream's repository of the Gateway API, whose manifests are known to be its CRDs. */
export const isGatewayApi = (repository: string) => /\/kubernetes-sigs\/gateway-api(?:\.git)?$/.test(repository);
