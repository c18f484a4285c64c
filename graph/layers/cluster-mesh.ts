import { formatCidr } from '../../model/cidr';
import { usesApi } from '../kubernetes';
import { layer } from '../layer';
import { connects, tcp, workload } from '../workload';
import { ciliumAgent } from './cilium';

/** Part of the Cilium chart: `cilium 1.19 install/kubernetes/cilium/templates/clustermesh-apiserver`. */
export const clusterMeshApiserver = workload({
  namespace: 'kube-system',
  name: 'clustermesh-apiserver',
  network: 'pod',
  labels: { 'k8s-app': 'clustermesh-apiserver' },
  ports: {
    etcd: tcp(2379),
    'apiserver-metrics': tcp(9962),
    'etcd-metrics': tcp(9963),
    'kvstoremesh-metrics': tcp(9964),
  },
  scraped: ['apiserver-metrics', 'etcd-metrics', 'kvstoremesh-metrics'],
});

/** A job of the chart that signs the certificates of the mesh (`…/clustermesh-apiserver/tls-cronjob`). */
export const meshCertificates = workload({
  namespace: 'kube-system',
  name: 'clustermesh-apiserver-generate-certs',
  network: 'pod',
  labels: { 'k8s-app': 'clustermesh-apiserver-generate-certs' },
  ports: {},
});

/**
 * A peer's requests carry the address of one of its nodes, which is a foreign address until the clusters know each
 * other and a remote node from then on; the agents' connection covers the latter.
 */
export const clusterMeshLayer = layer({
  name: 'cluster-mesh',
  settings: ({ clusterMesh: mesh }) => mesh,
  namespace: 'kube-system',
  jobs: () => ['clustermesh-apiserver-metrics'],
  describe: (mesh, { fleet }) => {
    const peers = fleet.flatMap(({ name, network, clusterMesh: theirs }) =>
      theirs !== undefined && mesh.peers.includes(name)
        ? [{ name, nodes: network.nodeCIDR.text, address: theirs.address }]
        : [],
    );
    return {
      workloads: [clusterMeshApiserver, meshCertificates],
      connections: [
        usesApi(clusterMeshApiserver, 'watches the Services, endpoints, identities and nodes that it publishes'),
        usesApi(meshCertificates, 'writes the certificates that it signs into Secrets'),
        connects(ciliumAgent, clusterMeshApiserver, ['etcd'], 'reads the cached state of the peers'),
        ...peers.flatMap(({ name, nodes, address }) => [
          connects(
            { cidrs: [nodes] },
            clusterMeshApiserver,
            ['etcd'],
            `is where ${name} reads the state of this cluster from`,
          ),
          {
            from: clusterMeshApiserver,
            to: { cidrs: [formatCidr(address)] },
            ports: [clusterMeshApiserver.ports.etcd],
            why: `caches the state of ${name}`,
          },
        ]),
      ],
    };
  },
});
