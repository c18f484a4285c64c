import { type DescribeBoard, graph, number } from './board';

/** The other clusters, as this one sees them. */
export const clusterMesh: DescribeBoard = ({ cluster: { clusterMesh: mesh } }) =>
  mesh === undefined
    ? undefined
    : {
        name: 'cluster-mesh',
        title: 'Cluster Mesh',
        description: 'Whether this cluster is connected to the others, and what it knows about them.',
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
                'Agents connected to all of them',
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
              number('Shared Services', 'sum(max by (target_cluster) (cilium_clustermesh_remote_cluster_services))', {
                unit: 'short',
                none: 'none',
              }),
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
                { unit: 'short', none: 'no other clusters', limit: { below: 1 }, runbook: 'ClusterMeshRemoteNotReady' },
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
                'Nodes of the other clusters',
                { '{{target_cluster}}': 'max by (target_cluster) (cilium_clustermesh_remote_cluster_nodes)' },
                { unit: 'short', none: 'no other clusters' },
              ),
            ],
          },
          {
            title: 'Cache of the Cluster Mesh API server',
            panels: [
              graph(
                'Readiness (1 is ready)',
                {
                  '{{target_cluster}}': 'min by (target_cluster) (cilium_kvstoremesh_remote_cluster_readiness_status)',
                },
                { unit: 'short', none: 'no other clusters', limit: { below: 1 }, runbook: 'ClusterMeshCacheNotReady' },
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
