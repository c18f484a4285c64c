import { type AlertCases, counting, recounting, restarting, settling, steady } from './alert-case';
import type { connectivityAlerts } from './connectivity';

const http = (status: number) =>
  `hubble_http_requests_total{reporter="server",status="${status}",destination_namespace="shop",destination_workload="web"}`;
const remote = 'cilium_clustermesh_remote_cluster_readiness_status{node="a",target_cluster="west"}';
const cache = 'cilium_kvstoremesh_remote_cluster_readiness_status{target_cluster="west"}';

export const cases: AlertCases<typeof connectivityAlerts> = {
  CiliumUnreachableNodes: {
    bad: { 'cilium_unreachable_nodes{node="a"}': steady(1), 'cilium_unreachable_nodes{node="b"}': steady(0) },
    fires: [{ node: 'a' }],
    good: { 'cilium_unreachable_nodes{node="a"}': steady(0) },
    // A node that reboots is unreachable for the others meanwhile.
    restart: { 'cilium_unreachable_nodes{node="a"}': '0x10 1x5 0x100' },
  },
  CiliumUnreachableHealthEndpoints: {
    bad: { 'cilium_unreachable_health_endpoints{node="a"}': steady(2) },
    fires: [{ node: 'a' }],
    good: { 'cilium_unreachable_health_endpoints{node="a"}': steady(0) },
    restart: { 'cilium_unreachable_health_endpoints{node="a"}': '0x10 1x5 0x100' },
  },
  ServiceErrors: {
    bad: { [http(503)]: counting(60), [http(200)]: counting(600) },
    fires: [{ destination_namespace: 'shop', destination_workload: 'web' }],
    good: { [http(503)]: counting(6), [http(200)]: counting(600) },
    restart: { [http(503)]: recounting(6), [http(200)]: recounting(600) },
  },
  ClusterMeshRemoteNotReady: {
    bad: { [remote]: steady(0) },
    fires: [{ node: 'a', target_cluster: 'west' }],
    good: { [remote]: steady(1) },
    restart: { [remote]: settling(0, 1) },
  },
  ClusterMeshCacheNotReady: {
    bad: { [cache]: steady(0) },
    fires: [{ target_cluster: 'west' }],
    good: { [cache]: steady(1) },
    restart: { [cache]: settling(0, 1) },
  },
  ClusterMeshAPIServerDown: {
    bad: { 'up{job="clustermesh-apiserver-metrics",pod="x"}': steady(0) },
    fires: [{}],
    good: { 'up{job="clustermesh-apiserver-metrics",pod="x"}': steady(1) },
    restart: { 'up{job="clustermesh-apiserver-metrics",pod="x"}': restarting },
    absent: [{}],
  },
};
