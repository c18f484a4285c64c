import names from './metric-names.json';

/**
 * Ends of the names of all metrics that are declared in Go, after the prefixes of namespace and subsystem: `cilium 1.19`
 * pkg, operator, clustermesh-apiserver and Documentation/observability/metrics.rst; `tetragon 1.7` pkg, operator.
 */
const declared: Readonly<Record<string, readonly string[]>> = {
  cilium_: names.cilium,
  hubble_: names.cilium,
  tetragon_: names.tetragon,
};

/** Metrics that exist no more, or that nothing counts, with what is said of them and what has taken their place. */
const gone: Readonly<Record<string, { readonly why: string; readonly instead?: string }>> = {
  // cilium 1.19 pkg/metrics/metrics.go declares it; no code adds to it.
  cilium_services_events_total: { why: 'Cilium declares it and never counts it, so it has no series' },
  // cilium 1.16 Documentation/operations/upgrade.rst
  cilium_policy_import_errors_total: {
    why: 'Cilium has removed it',
    instead: 'cilium_policy_change_total{outcome="failure"}',
  },
  // cilium 1.19 Documentation/operations/upgrade.rst, "Changed Metrics"
  cilium_agent_clustermesh_global_services: {
    why: 'Cilium 1.19 has renamed it',
    instead: 'cilium_agent_clustermesh_remote_cluster_services',
  },
  cilium_operator_clustermesh_global_services: {
    why: 'Cilium 1.19 has renamed it',
    instead: 'cilium_operator_clustermesh_remote_cluster_services',
  },
  cilium_operator_clustermesh_global_service_exports: {
    why: 'Cilium 1.19 has renamed it',
    instead: 'cilium_operator_clustermesh_remote_cluster_service_exports',
  },
};

/** What is wrong with the name of a metric; undefined for one that exists, and for those of other programs. */
export function judgeMetric(name: string): { readonly why: string; readonly instead?: string } | undefined {
  if (Object.hasOwn(gone, name)) return gone[name];
  const prefix = Object.keys(declared).find(each => name.startsWith(each));
  // Feature metrics have names of their own for every feature.
  if (prefix === undefined || /^cilium_(?:operator_)?feature_/.test(name)) return undefined;
  const base = name.replace(/_(?:bucket|sum|count)$/, '');
  const isDeclared = declared[prefix]!.some(end => name.endsWith(`_${end}`) || base.endsWith(`_${end}`));
  return isDeclared ? undefined : { why: `${prefix === 'tetragon_' ? 'Tetragon' : 'Cilium'} has no such metric` };
}

/** Labels of which every value is known (cilium 1.19 pkg/monitor/api/drop.go, pkg/metrics/metrics.go). */
const labelValues: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  cilium_drop_count_total: { reason: names.dropReasons, direction: ['INGRESS', 'EGRESS', 'UNKNOWN'] },
  cilium_drop_bytes_total: { reason: names.dropReasons, direction: ['INGRESS', 'EGRESS', 'UNKNOWN'] },
  cilium_policy_change_total: { outcome: ['success', 'failure'] },
};

/** All values of a label; undefined where they are not known completely. */
export function valuesOfLabel(metric: string, label: string): readonly string[] | undefined {
  const labels = Object.hasOwn(labelValues, metric) ? labelValues[metric]! : {};
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}
