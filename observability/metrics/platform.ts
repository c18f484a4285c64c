import { counter, gauge, histogram, type ScrapeJob } from './metric';

const certificate = { name: '*', namespace: '*', issuer_name: '*', issuer_kind: '*', issuer_group: '*' } as const;
const condition = ['True', 'False', 'Unknown'];

export const certManager: ScrapeJob = {
  job: 'cert-manager',
  source: 'cert-manager 1.21 internal/collectors, pkg/metrics/metrics.go',
  switch: { layer: 'cert-manager', key: 'prometheus.servicemonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    certmanager_certificate_ready_status: gauge({ ...certificate, condition }),
    certmanager_certificate_expiration_timestamp_seconds: gauge(certificate),
    certmanager_clusterissuer_ready_status: gauge({ name: '*', condition }),
    certmanager_controller_sync_error_count: counter({ controller: '*' }),
  },
};

export const externalDNS: ScrapeJob = {
  job: 'external-dns',
  source: 'external-dns 0.21 docs/monitoring/metrics.md',
  switch: { layer: 'external-dns', key: 'serviceMonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    external_dns_controller_last_sync_timestamp_seconds: gauge(),
    external_dns_registry_errors_total: counter(),
    external_dns_source_errors_total: counter(),
  },
};

const volume = { node: '*', volume: '*', pvc: '*', pvc_namespace: '*' } as const;
const disk = { node: '*', disk: '*' } as const;

export const longhorn: ScrapeJob = {
  job: 'longhorn-backend',
  source: 'longhorn 1.12 docs, Longhorn Metrics for Monitoring',
  switch: { layer: 'longhorn', key: 'metrics.serviceMonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    longhorn_volume_robustness: gauge({ ...volume, state: ['unknown', 'healthy', 'degraded', 'faulted'] }),
    longhorn_volume_actual_size_bytes: gauge(volume),
    longhorn_volume_capacity_bytes: gauge(volume),
    longhorn_volume_read_throughput: gauge(volume),
    longhorn_volume_write_throughput: gauge(volume),
    longhorn_volume_read_latency: gauge(volume),
    longhorn_volume_write_latency: gauge(volume),
    longhorn_node_status: gauge({
      node: '*',
      condition: ['ready', 'allowScheduling', 'mountpropagation', 'schedulable'],
      condition_reason: '*',
    }),
    longhorn_disk_capacity_bytes: gauge(disk),
    longhorn_disk_usage_bytes: gauge(disk),
    longhorn_disk_reservation_bytes: gauge(disk),
  },
};

const application = { namespace: '*', name: '*', project: '*', dest_server: '*' } as const;

export const argocd: ScrapeJob = {
  job: 'argocd-application-controller-metrics',
  source: 'argo-cd 3.5 controller/metrics/metrics.go',
  switch: { layer: 'argocd', key: 'controller.metrics.serviceMonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    argocd_app_info: gauge({
      ...application,
      autosync_enabled: ['true', 'false'],
      repo: '*',
      dest_namespace: '*',
      operation: '*',
      sync_status: ['Synced', 'OutOfSync', 'Unknown'],
      health_status: ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'],
    }),
    argocd_app_sync_total: counter({
      ...application,
      phase: ['Succeeded', 'Failed', 'Error', 'Running', 'Terminating'],
      dry_run: ['true', 'false'],
    }),
    argocd_app_reconcile: histogram({ namespace: '*', dest_server: '*' }),
    argocd_cluster_connection_status: gauge({ server: '*', k8s_version: '*' }),
  },
};

export const argocdRepoServer: ScrapeJob = {
  job: 'argocd-repo-server-metrics',
  source: 'argo-cd 3.5 reposerver/metrics/metrics.go',
  switch: { layer: 'argocd', key: 'repoServer.metrics.serviceMonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    argocd_git_request_total: counter({ repo: '*', request_type: ['fetch', 'ls-remote'] }),
    argocd_git_request_duration_seconds: histogram({ repo: '*', request_type: ['fetch', 'ls-remote'] }),
    argocd_repo_pending_request_total: gauge({ repo: '*' }),
  },
};
