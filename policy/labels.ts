import { compare } from '../model/finding';
import type { Endpoint, Settings } from './input';

/** Label keys that Cilium gives meaning to (cilium 1.19 pkg/k8s/apis/cilium.io/const.go), without their source. */
export const namespaceKey = 'io.kubernetes.pod.namespace';
export const namespaceLabelsKey = 'io.cilium.k8s.namespace.labels';
export const serviceAccountKey = 'io.cilium.k8s.policy.serviceaccount';
export const clusterKey = 'io.cilium.k8s.policy.cluster';

/** The labels of a security identity, findable by source and key or by key in any source. */
export interface LabelSet {
  /** The same text for the same labels: the identity. */
  readonly identity: string;
  /** `k8s:app` → `api` */
  readonly bySource: ReadonlyMap<string, string>;
  /** `app` → `api` */
  readonly byKey: ReadonlyMap<string, string>;
}

export function labelSet(labels: Readonly<Record<string, string>>): LabelSet {
  const sorted = Object.entries(labels).sort(([a], [b]) => compare(a, b));
  const byKey = new Map<string, string>();
  for (const [key, value] of sorted) {
    const bare = splitSource(key).key;
    if (!byKey.has(bare)) byKey.set(bare, value);
  }
  return { identity: JSON.stringify(sorted), bySource: new Map(sorted), byKey };
}

/** What Cilium derives an endpoint's identity from (cilium 1.19 pkg/k8s/utils/utils.go SanitizePodLabels). */
export function endpointLabels(endpoint: Endpoint, settings: Pick<Settings, 'clusterName'>): LabelSet {
  const own = prefixKeys('k8s:', endpoint.labels ?? {});
  if (endpoint.reserved !== undefined)
    return labelSet({ ...(endpoint.reserved === 'host' ? own : {}), [`reserved:${endpoint.reserved}`]: '' });
  const namespace = endpoint.namespace ?? 'default';
  return labelSet({
    ...own,
    ...prefixKeys(`k8s:${namespaceLabelsKey}.`, endpoint.namespaceLabels ?? {}),
    [`k8s:${namespaceLabelsKey}.kubernetes.io/metadata.name`]: namespace,
    [`k8s:${namespaceKey}`]: namespace,
    [`k8s:${serviceAccountKey}`]: endpoint.serviceAccount || 'default',
    [`k8s:${clusterKey}`]: endpoint.cluster ?? settings.clusterName,
  });
}

/** `k8s:app` → source `k8s`, key `app`; `$host` is short for `reserved:host`; no source is the empty string. */
export function splitSource(text: string): { source: string; key: string } {
  if (text.startsWith('$')) return { source: 'reserved', key: text.slice(1) };
  const colon = text.indexOf(':');
  return colon === -1 ? { source: '', key: text } : { source: text.slice(0, colon), key: text.slice(colon + 1) };
}

/** Adds the source to a key that names none: `app` → `any:app`. */
export function withSource(source: string, text: string): string {
  const parts = splitSource(text);
  return `${parts.source || source}:${parts.key}`;
}

function prefixKeys(prefix: string, labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [prefix + key, value]));
}
