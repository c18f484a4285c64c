import { counter, gauge, histogram, type ScrapeJob } from './metric';

export const kubeStateMetrics: ScrapeJob = {
  job: 'kube-state-metrics',
  source: 'kube-state-metrics 2.x docs/metrics',
  switch: { layer: 'monitoring' },
  honorsLabels: true,
  perNode: false,
  metrics: {
    kube_node_info: gauge({ node: '*', internal_ip: '*', kernel_version: '*', os_image: '*', kubelet_version: '*' }),
    kube_node_status_condition: gauge({
      node: '*',
      condition: ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'],
      status: ['true', 'false', 'unknown'],
    }),
    kube_lease_owner: gauge({ namespace: '*', lease: '*', owner_kind: '*', owner_name: '*', lease_holder: '*' }),
    kube_lease_renew_time: gauge({ namespace: '*', lease: '*' }),
    kube_service_status_load_balancer_ingress: gauge({ namespace: '*', service: '*', ip: '*', hostname: '*' }),
  },
};

export const nodeExporter: ScrapeJob = {
  job: 'node-exporter',
  source: 'node_exporter 1.x collector/netclass_linux.go, netdev_common.go',
  switch: { layer: 'monitoring' },
  honorsLabels: false,
  perNode: true,
  metrics: {
    node_network_up: gauge({ device: '*' }),
    node_network_receive_bytes_total: counter({ device: '*' }),
    node_network_transmit_bytes_total: counter({ device: '*' }),
    node_network_transmit_errs_total: counter({ device: '*' }),
  },
};

export const coreDNS: ScrapeJob = {
  job: 'coredns',
  source: 'coredns 1.x plugin/metrics/vars/vars.go, plugin/cache',
  switch: { layer: 'monitoring' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    coredns_dns_responses_total: counter({
      server: '*',
      zone: '*',
      view: '*',
      rcode: ['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'FORMERR'],
      plugin: '*',
    }),
    coredns_dns_request_duration_seconds: histogram({ server: '*', zone: '*', view: '*' }),
    coredns_cache_hits_total: counter({ server: '*', type: ['success', 'denial'], zones: '*', view: '*' }),
    coredns_cache_misses_total: counter({ server: '*', zones: '*', view: '*' }),
  },
};

/** Talos serves it on the host: `bootstrap` opens the port, `charts/monitoring-values.ts` finds it. */
export const etcd: ScrapeJob = {
  job: 'kube-etcd',
  source: 'etcd 3.6 server/etcdserver/metrics.go, server/storage/mvcc/metrics.go',
  switch: { layer: 'monitoring' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    etcd_server_has_leader: gauge(),
    etcd_server_quota_backend_bytes: gauge(),
    etcd_mvcc_db_total_size_in_bytes: gauge(),
  },
};

/** What Prometheus says of its own work. */
export const prometheus: ScrapeJob = {
  job: 'kube-prometheus-stack-prometheus',
  source: 'prometheus 3.x docs',
  switch: { layer: 'monitoring' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    ALERTS: gauge({
      alertname: '*',
      alertstate: ['firing', 'pending'],
      severity: ['critical', 'warning', 'info', 'none'],
      team: '*',
      node: '*',
    }),
  },
};
