import { loadFleet } from '../config/load';
import { kubeApiserver } from '../graph/kubernetes';
import { formatAddress } from '../model/cidr';
import type { Manifest } from '../model/manifest';
import type { KnownNode } from '../policy/input';
import type { Network } from '../policy/lint/networks';
import { controlPlane } from '../policy/nodes';
import type { FrontService } from '../policy/paths/services';
import { type PodWorkload, readWorkloads } from '../policy/workloads';
import { workloadsIn } from '../proof/workloads';
import { clusterGraph } from '../workloads/cluster-graph';
import type { OwnCluster } from './manifests';

/** The nodes of a cluster of ours: its file says where they are, and which are control planes. */
export function nodesOfOwn({ name, files }: OwnCluster): KnownNode[] {
  const cluster = loadFleet(files).clusters.find(each => each.name === name);
  const { controlPlanes = [], workers = [] } = cluster?.talos ?? {};
  const unlisted = 'the cluster file does not say which labels its nodes have';
  return [
    ...controlPlanes.map(({ text }) => ({
      name: text,
      labels: { [controlPlane]: '' },
      addresses: [text],
      runsApiServer: true,
      unlisted,
    })),
    ...workers.map(({ text }) => ({
      name: text,
      labels: {},
      addresses: [text],
      runsApiServer: false,
      unlisted,
      lacks: [controlPlane],
    })),
  ];
}

/** The networks of a cluster of ours. */
export function networksOfOwn({ name, files }: OwnCluster): Network[] {
  const cluster = loadFleet(files).clusters.find(each => each.name === name);
  if (cluster === undefined) return [];
  const { podCIDR, serviceCIDR } = cluster.network;
  const source = 'the cluster file';
  return [
    { cidr: podCIDR, of: 'pods', source },
    { cidr: serviceCIDR, of: 'Services', source },
  ];
}

/** The Service that every cluster has: Kubernetes gives it the first address of its network. */
export function apiServiceOfOwn({ name, files }: OwnCluster): FrontService[] {
  const cluster = loadFleet(files).clusters.find(each => each.name === name);
  if (cluster === undefined) return [];
  const { first, family } = cluster.network.serviceCIDR;
  return [
    {
      namespace: 'default',
      name: 'kubernetes',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', target: kubeApiserver.ports.https.number }],
      addresses: [formatAddress(first + 1n, family)],
      endpoints: [],
    },
  ];
}

/** The workloads of a cluster of ours; synth reports what is wrong with its file. */
export function workloadsOfOwn(manifests: readonly Manifest[], { name, files }: OwnCluster): PodWorkload[] {
  const { clusters } = loadFleet(files);
  const cluster = clusters.find(each => each.name === name);
  return cluster === undefined ? readWorkloads(manifests) : workloadsIn(manifests, clusterGraph(cluster, clusters));
}
