import type { ResourceRef } from '../graph/layer';
import { layerNamed } from '../graph/layers';
import { nameOf } from '../model/fields';
import { groupOf, isRecord, type KubernetesObject } from '../model/manifest';
import { factsOf, kindsOf } from '../upstream/facts';
import type { LayerContent } from './layer-content';

/** What a layer brings: its objects, and what follows from them or from its chart. */
export function providedBy({ name, objects }: LayerContent): ResourceRef[] {
  return [...(layerNamed(name).provides ?? []), ...objects.map(object => nameOf(object))];
}

/** What must be there before a layer is applied. */
export function requiredBy(layer: LayerContent, all: readonly LayerContent[]): ResourceRef[] {
  const charts = layer.releases.flatMap(release => [
    `Namespace ${release.namespace}`,
    ...kindsOf(factsOf(release.chart.chart)).map(({ group, kind }) => `${group}/${kind}`),
    ...classesIn(release.values),
  ]);
  const objects = layer.objects.flatMap(object => [
    `${groupOf(object)}/${object.kind}`,
    `Namespace ${object.metadata.namespace}`,
    ...classesIn(object),
    ...issuersIn(object),
    ...parentsIn(object),
    ...(needsAddress(object) ? addressPools(all) : []),
    ...(selectsEveryPod(object) ? all.filter(other => other !== layer).flatMap(providedBy) : []),
  ]);
  return [...(layerNamed(layer.name).requires ?? []), ...charts, ...objects];
}

/** Storage and Gateway classes, wherever they are named. */
function classesIn(value: unknown): ResourceRef[] {
  if (Array.isArray(value)) return value.flatMap(classesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'storageClassName') return [`StorageClass ${inner}`];
    if (key === 'gatewayClassName') return [`GatewayClass ${inner}`];
    return classesIn(inner);
  });
}

function issuersIn({ kind, metadata, spec }: KubernetesObject): ResourceRef[] {
  const annotated = metadata.annotations?.['cert-manager.io/cluster-issuer'];
  const referred =
    kind === 'Certificate' && isRecord(spec) && isRecord(spec.issuerRef) ? spec.issuerRef.name : undefined;
  return [annotated, referred].filter(name => name !== undefined).map(name => `ClusterIssuer ${name}`);
}

/** Gateways (and, in the service mesh, Services) that a route attaches to. */
function parentsIn({ metadata, spec }: KubernetesObject): ResourceRef[] {
  if (!isRecord(spec) || !Array.isArray(spec.parentRefs)) return [];
  return spec.parentRefs
    .filter(isRecord)
    .map(parent => `${parent.kind ?? 'Gateway'} ${parent.namespace ?? metadata.namespace}/${parent.name}`);
}

function needsAddress({ kind, spec }: KubernetesObject): boolean {
  return kind === 'Gateway' || (kind === 'Service' && isRecord(spec) && spec.type === 'LoadBalancer');
}

function addressPools(all: readonly LayerContent[]): ResourceRef[] {
  return all.flatMap(({ objects }) =>
    objects.filter(({ kind }) => kind === 'CiliumLoadBalancerIPPool').map(object => nameOf(object)),
  );
}

/** A default deny is applied last: every pod that it selects must have its own policy by then. */
function selectsEveryPod({ kind, spec }: KubernetesObject): boolean {
  if (kind !== 'CiliumClusterwideNetworkPolicy' || !isRecord(spec) || !isRecord(spec.endpointSelector)) return false;
  return !isRecord(spec.endpointSelector.matchLabels);
}
