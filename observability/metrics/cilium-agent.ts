import { counter, gauge, histogram, type ScrapeJob, type Switch } from './metric';

const bgp = {
  switch: { layer: 'cilium', key: 'bgpControlPlane.enabled' } satisfies Switch,
  source: 'cilium 1.19 pkg/bgp/metrics',
};
const mesh = {
  switch: { layer: 'cilium', key: 'clustermesh.useAPIServer' } satisfies Switch,
  source: 'cilium 1.19 pkg/clustermesh/metrics.go',
};
const peer = { vrouter: '*', neighbor: '*', neighbor_asn: '*' } as const;
const direction = ['INGRESS', 'EGRESS'];

/** As `pkg/monitor/api/drop.go` phrases them; those that we use. */
const dropReasons = [
  'Policy denied',
  'Policy denied by denylist',
  'Authentication required',
  'Traffic is unencrypted',
  'Service backend not found',
  'No egress gateway found',
  'No Egress IP configured',
  'CT: Map insertion failed',
  'No mapping for NAT masquerade',
  'FIB lookup failed',
  'Invalid identity',
  'Unknown connection tracking state',
  'Stale or unroutable IP',
  'Denied by LB src range check',
  'Host datapath not ready',
  'Rate limited',
];

export const ciliumAgent: ScrapeJob = {
  job: 'cilium-agent',
  source: 'cilium 1.19 pkg/metrics/metrics.go',
  switch: { layer: 'cilium', key: 'prometheus.serviceMonitor.enabled' },
  honorsLabels: true,
  perNode: true,
  metrics: {
    cilium_version: gauge({ version: '*', revision: '*', arch: '*' }),
    cilium_hive_status: gauge(
      { status: ['ok', 'degraded', 'stopped'] },
      { source: 'cilium 1.19 pkg/hive/health/metrics.go' },
    ),
    cilium_controllers_failing: gauge({}, { source: 'cilium 1.19 pkg/metrics/status.go' }),
    cilium_errors_warnings_total: counter({ level: ['error', 'warning'], subsystem: '*' }),
    cilium_unreachable_nodes: gauge({}, { source: 'cilium 1.19 pkg/metrics/status.go' }),
    cilium_unreachable_health_endpoints: gauge({}, { source: 'cilium 1.19 pkg/metrics/status.go' }),
    cilium_endpoint_state: gauge({
      endpoint_state: [
        'ready',
        'regenerating',
        'waiting-to-regenerate',
        'waiting-for-identity',
        'not-ready',
        'disconnecting',
        'invalid',
        'restoring',
      ],
    }),
    cilium_endpoint_regenerations_total: counter({ outcome: ['success', 'fail'] }),
    cilium_endpoint_regeneration_time_stats_seconds: histogram({ scope: '*', status: ['success', 'failure'] }),
    cilium_policy: gauge(),
    cilium_policy_change_total: counter({ outcome: ['success', 'failure'] }),
    cilium_policy_endpoint_enforcement_status: gauge({
      enforcement: ['none', 'ingress', 'egress', 'both', 'audit-ingress', 'audit-egress', 'audit-both'],
    }),
    cilium_policy_l7_total: counter({
      rule: ['received', 'forwarded', 'denied', 'parse_errors'],
      proxy_type: ['fqdn', 'envoy'],
    }),
    cilium_proxy_upstream_reply_seconds: histogram({
      error: ['', 'timeout', 'proxyErr', 'denied', 'allow'],
      protocol_l7: '*',
      scope: '*',
    }),
    cilium_identity: gauge({ type: '*' }),
    cilium_ip_addresses: gauge({ family: ['ipv4', 'ipv6'] }, { source: 'cilium 1.19 pkg/metrics/status.go' }),
    cilium_ipam_capacity: gauge({ family: ['ipv4', 'ipv6'] }),
    cilium_drop_count_total: counter({ reason: dropReasons, direction }),
    cilium_forward_bytes_total: counter({ direction }),
    cilium_bpf_map_pressure: gauge({ map_name: '*' }),
    cilium_bpf_map_ops_total: counter({ map_name: '*', operation: '*', outcome: ['success', 'fail'] }),
    cilium_fqdn_gc_deletions_total: counter(),
    cilium_fqdn_selectors: gauge(),
    cilium_k8s_client_api_calls_total: counter({ host: '*', method: '*', return_code: '*' }),
    cilium_bgp_control_plane_session_state: gauge(peer, bgp),
    cilium_bgp_control_plane_advertised_routes: gauge({ ...peer, afi: '*', safi: '*' }, bgp),
    cilium_bgp_control_plane_reconcile_errors_total: counter({ vrouter: '*' }, bgp),
    cilium_clustermesh_remote_clusters: gauge({}, mesh),
    cilium_clustermesh_remote_cluster_services: gauge({ target_cluster: '*' }, mesh),
    cilium_clustermesh_remote_cluster_failures: gauge({ target_cluster: '*' }, mesh),
    cilium_clustermesh_remote_cluster_nodes: gauge({ target_cluster: '*' }, mesh),
    cilium_clustermesh_remote_cluster_readiness_status: gauge({ target_cluster: '*' }, mesh),
  },
};
