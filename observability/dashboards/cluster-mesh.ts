import { type DescribeBoard, graph, number } from './board';

/** The other clusters, as this one sees them. */
export const clusterMesh: DescribeBoard = ({ cluster: { clusterMesh: mesh } }) =>
  mesh === undefined
    ? undefined
    : {
        name: 'cluster-mesh',
        title: 'Cluster mesh',
        description: 'Whether this cluster follows the others, and what it knows of them.',
        rows: [
          {
            title: 'Now',
            panels: [
              number('Other clusters', 'max(cilium_clustermesh_remote_clusters)', {
                unit: 'short',
                none: 'none',
                limit: { below: mesh.peers.length },
                runbook: 'ClusterMeshRemoteNotReady',
              }),
              number(
                'Agents that follow them all',
                'avg(min by (node) (cilium_clustermesh_remote_cluster_readiness_status))',
                {
                  unit: 'percentunit',
                  none: 'none',
                  limit: { below: 1 },
                  runbook: 'ClusterMeshRemoteNotReady',
                },
              ),
              number('API servers up', 'sum(up{job="clustermesh-apiserver-metrics",endpoint="apiserv-metrics"})', {
                unit: 'short',
                none: 'none',
                limit: { below: 1 },
                runbook: 'ClusterMeshAPIServerDown',
              }),
              number('Global services', 'max(cilium_clustermesh_global_services)', { unit: 'short', none: 'none' }),
            ],
          },
          {
            title: 'Agents',
            panels: [
              graph(
                'Readiness (1 is ready)',
                {
                  '{{node}} {{target_cluster}}':
                    'min by (node, target_cluster) (cilium_clustermesh_remote_cluster_readiness_status)',
                },
                { unit: 'short', none: 'no other cluster', limit: { below: 1 }, runbook: 'ClusterMeshRemoteNotReady' },
              ),
              graph(
                'Failures so far',
                {
                  '{{node}} {{target_cluster}}':
                    'max by (node, target_cluster) (cilium_clustermesh_remote_cluster_failures)',
                },
                { unit: 'short', none: 'none' },
              ),
              graph(
                'Nodes of the others',
                { '{{target_cluster}}': 'max by (target_cluster) (cilium_clustermesh_remote_cluster_nodes)' },
                { unit: 'short', none: 'no other cluster' },
              ),
            ],
          },
          {
            title: 'Cache of the mesh API server',
            panels: [
              graph(
                'Readiness (1 is ready)',
                {
                  '{{target_cluster}}': 'min by (target_cluster) (cilium_kvstoremesh_remote_cluster_readiness_status)',
                },
                { unit: 'short', none: 'no other cluster', limit: { below: 1 }, runbook: 'ClusterMeshCacheNotReady' },
              ),
              graph(
                'Failures so far',
                { '{{target_cluster}}': 'max by (target_cluster) (cilium_kvstoremesh_remote_cluster_failures)' },
                { unit: 'short', none: 'none' },
              ),
            ],
          },
        ],
      };
