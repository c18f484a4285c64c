import { limits, serverErrors } from '../matchers';
import { measuresFlows } from '../metrics/hubble';
import { alert, describeAlerts } from './alert';

/** Whether nodes, workloads and clusters reach each other. */
export const connectivityAlerts = describeAlerts(({ cluster }) => [
  {
    name: 'CiliumUnreachableNodes',
    expr: 'max by (node) (cilium_unreachable_nodes) > 0',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $labels.node }} cannot reach {{ $value }} nodes',
    description: 'These nodes do not answer its health probes by ICMP or on TCP port 4240.',
  },
  {
    name: 'CiliumUnreachableHealthEndpoints',
    expr: 'max by (node) (cilium_unreachable_health_endpoints) > 0',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $labels.node }} cannot reach the pods of {{ $value }} nodes',
    description:
      'The path between pods (tunnel, routes or encryption) is broken, even where the nodes reach each other.',
  },
  ...(measuresFlows(cluster) ? [serviceErrors] : []),
  ...(cluster.clusterMesh ? clusterMesh : []),
]);

const http = 'hubble_http_requests_total{reporter="server"}';

const serviceErrors = alert({
  name: 'ServiceErrors',
  expr: [
    `sum by (destination_namespace, destination_workload) (rate(hubble_http_requests_total{reporter="server",${serverErrors}}[5m]))`,
    `sum by (destination_namespace, destination_workload) (rate(${http}[5m])) > ${limits.failedRequests}`,
  ].join(' / '),
  for: '10m',
  severity: 'warning',
  team: 'platform',
  summary:
    '{{ $labels.destination_namespace }}/{{ $labels.destination_workload }} fails {{ $value | humanizePercentage }} of its requests',
  description: 'The workload itself answers with 5xx; the network delivers its requests.',
});

const clusterMesh = [
  alert({
    name: 'ClusterMeshRemoteNotReady',
    expr: 'min by (node, target_cluster) (cilium_clustermesh_remote_cluster_readiness_status) < 1',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $labels.node }} has lost its connection to cluster {{ $labels.target_cluster }}',
    description: 'It keeps the last known backends, identities and nodes of that cluster.',
  }),
  alert({
    name: 'ClusterMeshCacheNotReady',
    expr: 'min by (target_cluster) (cilium_kvstoremesh_remote_cluster_readiness_status) < 1',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'The Cluster Mesh API server has lost its connection to cluster {{ $labels.target_cluster }}',
    description: 'All agents read that cluster through this cache, which is no longer updated.',
  }),
  alert({
    name: 'ClusterMeshAPIServerDown',
    expr: 'absent(up{job="clustermesh-apiserver-metrics"} == 1)',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'The Cluster Mesh API server is down',
    description: 'Other clusters no longer see changes in this one, and this one no longer sees changes in them.',
  }),
];
