import { compare } from '../model/finding';
import type { Endpoint, Settings } from './input';
import { type LabelFilter, podLabelFilter } from './label-filter';

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
  /** There may be more labels of one source than are listed. */
  readonly unlisted?: Unlisted;
}

export interface Unlisted {
  readonly source: 'k8s' | 'node';
  /** Why they are not known. */
  readonly reason: string;
  /** Keys that are known to be absent. */
  readonly lacks: readonly string[];
  /** Which labels are part of an identity at all. */
  readonly isIdentity: LabelFilter;
}

export function labelSet(labels: Readonly<Record<string, string>>, unlisted?: Unlisted): LabelSet {
  const sorted = Object.entries(labels).sort(([a], [b]) => compare(a, b));
  const byKey = new Map<string, string>();
  for (const [key, value] of sorted) {
    const bare = splitSource(key).key;
    if (!byKey.has(bare)) byKey.set(bare, value);
  }
  const identity = JSON.stringify(unlisted === undefined ? sorted : [sorted, unlisted]);
  return { identity, bySource: new Map(sorted), byKey, ...(unlisted && { unlisted }) };
}

/** What Cilium derives an endpoint's identity from (cilium 1.19 pkg/k8s/utils/utils.go SanitizePodLabels). */
export function endpointLabels(
  endpoint: Endpoint,
  settings: Pick<Settings, 'clusterName' | 'identityLabels'>,
): LabelSet {
  const isIdentity = podLabelFilter(settings);
  const filtered = (labels: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(labels).filter(([key]) => isIdentity('k8s', key.slice('k8s:'.length))));
  const own = filtered(prefixKeys('k8s:', endpoint.labels ?? {}));
  const unlisted = unlistedLabels(endpoint, 'k8s', isIdentity);
  if (endpoint.reserved !== undefined)
    return labelSet({ ...(endpoint.reserved === 'host' ? own : {}), [`reserved:${endpoint.reserved}`]: '' }, unlisted);
  const namespace = endpoint.namespace ?? 'default';
  return labelSet(
    {
      ...own,
      ...filtered({
        ...prefixKeys(`k8s:${namespaceLabelsKey}.`, endpoint.namespaceLabels ?? {}),
        [`k8s:${namespaceLabelsKey}.kubernetes.io/metadata.name`]: namespace,
        [`k8s:${namespaceKey}`]: namespace,
        ...(endpoint.unlisted !== undefined && endpoint.serviceAccount === undefined
          ? {}
          : { [`k8s:${serviceAccountKey}`]: endpoint.serviceAccount || 'default' }),
        [`k8s:${clusterKey}`]: endpoint.cluster ?? settings.clusterName,
      }),
    },
    unlisted,
  );
}

/** That an endpoint may have more labels of a source than are listed. */
export function unlistedLabels(
  { unlisted, lacks = [] }: Endpoint,
  source: Unlisted['source'],
  isIdentity: LabelFilter,
): Unlisted | undefined {
  return unlisted === undefined ? undefined : { source, reason: unlisted, lacks, isIdentity };
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
