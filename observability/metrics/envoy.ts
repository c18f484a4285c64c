import { counter, gauge, histogram, type ScrapeJob } from './metric';

/** Of the form `<namespace>/cilium-gateway-<gateway>/<namespace>:<service>:<port>` for what a Gateway leads to. */
const cluster = { envoy_cluster_name: '*' } as const;
const responses = { envoy_response_code_class: ['1', '2', '3', '4', '5'] } as const;

/** `listener-secure` and `listener-insecure` are those of Gateways (`cilium 1.19 operator/pkg/model/translation`). */
const listener = { envoy_http_conn_manager_prefix: '*' } as const;

export const envoy: ScrapeJob = {
  job: 'cilium-envoy',
  source: 'envoy 1.36 docs/root/configuration/upstream/cluster_manager/cluster_stats.rst, http_conn_man/stats.rst',
  switch: { layer: 'cilium', key: 'envoy.prometheus.serviceMonitor.enabled' },
  honorsLabels: true,
  perNode: true,
  metrics: {
    envoy_cluster_membership_healthy: gauge(cluster),
    envoy_cluster_membership_total: gauge(cluster),
    envoy_cluster_upstream_cx_connect_fail: counter(cluster),
    envoy_cluster_upstream_rq_xx: counter({ ...cluster, ...responses }),
    envoy_cluster_upstream_rq_time: histogram(cluster),
    envoy_http_downstream_cx_active: gauge(listener),
    envoy_http_downstream_rq_xx: counter({ ...listener, ...responses }),
    envoy_http_downstream_rq_time: histogram(listener),
    envoy_server_memory_allocated: gauge(),
  },
};
