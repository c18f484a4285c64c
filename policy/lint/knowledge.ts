import { recordOf, textOf } from '../../model/fields';
import { groupOf, type KubernetesObject, type Manifest } from '../../model/manifest';
import { clusterKey, namespaceLabelsKey, splitSource } from '../labels';
import { keysOf, type SelectorTerms } from '../selector';
import { namedNamespaces } from '../subsumption';
import { namespaceOf, type PodWorkload } from '../workloads';

/** What the manifests tell about namespaces; only what is known completely can be said to be absent. */
export interface Knowledge {
  /** Whether all workloads of a namespace are known. */
  isKnown(namespace: string): boolean;
  /** Whether a namespace exists; undefined where that is not known. */
  exists(namespace: string): boolean | undefined;
  /** Whether all workloads that a selector can reach are known; those of other clusters never are. */
  reachesKnown(terms: SelectorTerms): boolean;
}

/** API groups whose objects make no pods beyond those of the workloads that are read. */
const podlessGroups = new Set([
  '',
  'acme.cert-manager.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'bitnami.com',
  'certificates.k8s.io',
  'cilium.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'external-secrets.io',
  'externaldns.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'gateway.networking.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'snapshot.storage.k8s.io',
  'storage.k8s.io',
]);

/** Kinds of other groups that make no pods either. */
const podlessKinds = new Set([
  'AppProject',
  'Certificate',
  'ClusterIssuer',
  'Issuer',
  'PodMonitor',
  'Probe',
  'PrometheusRule',
  'ServiceMonitor',
]);

/** Whose objects bring namespaces and workloads that are not among the manifests. */
const deployers = new Set(['Application', 'ApplicationSet', 'HelmChart', 'HelmRelease', 'Kustomization']);

/** Namespaces of every cluster (kubernetes 1.35 pkg/controlplane and kube-node-lease). */
const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/**
 * A namespace is known where a workload of it is among the manifests and nothing in it may bring more.
 * @param complete true: these workloads are all; false: none is known to be all; undefined: decided by namespace
 */
export function knowledgeOf(
  manifests: readonly Manifest[],
  workloads: readonly PodWorkload[],
  complete: boolean | undefined,
  clusterName: string,
): Knowledge {
  const objects = manifests.map(({ object }) => object);
  const inhabited = new Set(workloads.map(({ endpoint }) => endpoint.namespace ?? 'default'));
  const declared = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const used = new Set([...objects.flatMap(({ metadata }) => metadata.namespace ?? []), ...inhabited]);
  const open = new Set(objects.filter(maybeMakesPods).flatMap(namespacesFilled));
  const declaresAll =
    declared.size > 0 && [...used].every(name => declared.has(name) || systemNamespaces.includes(name));
  const hasDeployers = objects.some(({ kind }) => deployers.has(kind));
  const knowsNamespaces = complete ?? (declaresAll && !hasDeployers);

  const isKnown = (namespace: string) => {
    if (complete !== undefined) return complete && (inhabited.has(namespace) || declared.has(namespace));
    return inhabited.has(namespace) && !open.has(namespace);
  };
  const exists = (namespace: string) => {
    if (declared.has(namespace) || used.has(namespace) || systemNamespaces.includes(namespace)) return true;
    return knowsNamespaces ? false : undefined;
  };
  const isSettled = (namespace: string) => isKnown(namespace) || exists(namespace) === false;
  const reachesKnown = (terms: SelectorTerms) => {
    if (keysOf(terms).some(key => splitSource(key).key === clusterKey && terms.labels[key] !== clusterName))
      return false;
    const named = namedNamespaces(terms);
    if (named !== undefined) return named.every(isSettled);
    // Namespaces by their labels, or all: each of them has to be known.
    const byLabels = keysOf(terms).some(key => splitSource(key).key.startsWith(namespaceLabelsKey));
    return knowsNamespaces && (complete === true || (!byLabels && [...declared, ...used].every(isSettled)));
  };
  return { isKnown, exists, reachesKnown };
}

const maybeMakesPods = (object: KubernetesObject) =>
  !podlessGroups.has(groupOf(object)) && !podlessKinds.has(object.kind);

/** The namespaces that an object may fill: its own, and the one that it deploys to. */
function namespacesFilled(object: KubernetesObject): string[] {
  const spec = recordOf(object, 'spec');
  const targets = [textOf(spec, 'targetNamespace'), textOf(spec, 'destination', 'namespace')];
  return [namespaceOf(object), ...targets.flatMap(target => target ?? [])];
}
