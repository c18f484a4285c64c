import { recordOf, textOf } from '../../model/fields';
import { isDeployer, mayMakeObjects } from '../../model/makers';
import type { KubernetesObject, Manifest } from '../../model/manifest';
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
  const open = new Set(objects.filter(mayMakeObjects).flatMap(namespacesFilled));
  const declaresAll =
    declared.size > 0 && [...used].every(name => declared.has(name) || systemNamespaces.includes(name));
  const hasDeployers = objects.some(isDeployer);
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

/** The namespaces that an object may fill: its own, and the one that it deploys to. */
function namespacesFilled(object: KubernetesObject): string[] {
  const spec = recordOf(object, 'spec');
  const targets = [textOf(spec, 'targetNamespace'), textOf(spec, 'destination', 'namespace')];
  return [namespaceOf(object), ...targets.flatMap(target => target ?? [])];
}
