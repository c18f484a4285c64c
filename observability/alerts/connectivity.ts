import { type Alert, type DescribeAlerts, measuresFlows } from './alert';

/** Whether nodes, workloads and clusters reach each other. */
export const connectivityAlerts: DescribeAlerts = ({ cluster }) => [
  {
    name: 'CiliumUnreachableNodes',
    expr: 'max by (node) (cilium_unreachable_nodes) > 0',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $labels.node }} does not reach {{ $value }} nodes',
    description: 'Node addresses do not answer its health probes by ICMP or TCP 4240.',
  },
  {
    name: 'CiliumUnreachableHealthEndpoints',
    expr: 'max by (node) (cilium_unreachable_health_endpoints) > 0',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $labels.node }} does not reach the pods of {{ $value }} nodes',
    description: 'The path of pods is broken, through tunnel, routes or encryption, even where nodes reach each other.',
  },
  ...(measuresFlows(cluster) ? [serviceErrors] : []),
  ...(cluster.clusterMesh ? clusterMesh : []),
];

const http = 'hubble_http_requests_total{reporter="server"}';

const serviceErrors: Alert = {
  name: 'ServiceErrors',
  expr: [
    'sum by (destination_namespace, destination_workload) (rate(hubble_http_requests_total{reporter="server",status=~"5.."}[5m]))',
    `sum by (destination_namespace, destination_workload) (rate(${http}[5m])) > 0.05`,
  ].join(' / '),
  for: '10m',
  severity: 'warning',
  team: 'platform',
  summary:
    '{{ $labels.destination_namespace }}/{{ $labels.destination_workload }} fails {{ $value | humanizePercentage }} of its requests',
  description: 'The workload itself answers with 5xx; the network has delivered the requests.',
};

const clusterMesh: readonly Alert[] = [
  {
    name: 'ClusterMeshRemoteNotReady',
    expr: 'min by (node, target_cluster) (cilium_clustermesh_remote_cluster_readiness_status) < 1',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $labels.node }} has lost cluster {{ $labels.target_cluster }}',
    description: 'Backends, identities and nodes of the other cluster stay as they were known last.',
  },
  {
    name: 'ClusterMeshCacheNotReady',
    expr: 'min by (target_cluster) (cilium_kvstoremesh_remote_cluster_readiness_status) < 1',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'The mesh API server has lost cluster {{ $labels.target_cluster }}',
    description: 'All agents read the other cluster through this cache, which no longer follows it.',
  },
  {
    name: 'ClusterMeshAPIServerDown',
    expr: 'absent(up{job="clustermesh-apiserver-metrics"} == 1)',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'The mesh API server is down',
    description: 'The other clusters no longer see this one, and this one no longer sees them.',
  },
];
