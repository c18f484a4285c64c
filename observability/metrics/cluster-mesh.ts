import { gauge, type ScrapeJob } from './metric';

/** The API server of the mesh, its etcd and `kvstoremesh`, which copies what the other clusters publish. */
export const clusterMesh: ScrapeJob = {
  job: 'clustermesh-apiserver-metrics',
  source: 'cilium 1.19 Documentation/observability/metrics.rst, kvstoremesh',
  switch: { layer: 'cilium', key: 'clustermesh.apiserver.metrics.serviceMonitor.enabled' },
  honorsLabels: true,
  perNode: false,
  metrics: {
    cilium_kvstoremesh_remote_cluster_failures: gauge({ source_cluster: '*', target_cluster: '*' }),
    cilium_kvstoremesh_remote_cluster_readiness_status: gauge({ source_cluster: '*', target_cluster: '*' }),
  },
};
