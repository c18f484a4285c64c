import type { Cluster } from '../config/schema/cluster';
import type { GraphPart } from './graph';
import { type Connection, connects, type Peer, tcp, udp, type Workload, workload } from './workload';

/**
 * What Talos runs before any layer exists. Labels: `siderolabs/talos 1.13 internal/app/machined/pkg/controllers/k8s`.
 */
const controlPlane = { network: 'host', nodes: 'control-plane' } as const;

function staticPod<PortName extends string>(name: string, ports: Workload<PortName>['ports']) {
  const labels = { 'k8s-app': name, tier: 'control-plane' };
  return { ...controlPlane, namespace: 'kube-system', name, labels, ports };
}

export const kubeApiserver = workload({
  ...staticPod('kube-apiserver', { https: tcp(6443) }),
  reachedAs: 'kube-apiserver',
});

export const kubeControllerManager = workload({
  ...staticPod('kube-controller-manager', { metrics: tcp(10257) }),
  scraped: ['metrics'],
});

export const kubeScheduler = workload({
  ...staticPod('kube-scheduler', { metrics: tcp(10259) }),
  scraped: ['metrics'],
});

/** A service of Talos; `metrics` answers because the machine configuration sets `listen-metrics-urls`. */
export const etcd = workload({
  ...controlPlane,
  namespace: 'talos',
  name: 'etcd',
  labels: {},
  ports: { client: tcp(2379), peer: tcp(2380), metrics: tcp(2381) },
  scraped: ['metrics'],
});

export const kubelet = workload({
  namespace: 'talos',
  name: 'kubelet',
  network: 'host',
  labels: {},
  ports: { https: tcp(10250) },
  scraped: ['https'],
});

/** The API of Talos on every node. */
export const apid = workload({
  namespace: 'talos',
  name: 'apid',
  network: 'host',
  labels: {},
  ports: { grpc: tcp(50000) },
});

/** Signs the certificates of joining nodes. */
export const trustd = workload({
  ...controlPlane,
  namespace: 'talos',
  name: 'trustd',
  labels: {},
  ports: { grpc: tcp(50001) },
});

export const coreDNS = workload({
  namespace: 'kube-system',
  name: 'coredns',
  network: 'pod',
  labels: { 'k8s-app': 'kube-dns' },
  ports: { dns: udp(53), 'dns-tcp': tcp(53), metrics: tcp(9153) },
  scraped: ['metrics'],
});

/** What the world outside the cluster is to a policy: addresses that are neither pods nor nodes. */
export const world: Peer = { entities: ['world'] };

/** `from` calls the Kubernetes API. Socket load-balancing resolves the Service first, so the port is the backend's. */
export function usesApi(from: Peer, why: string): Connection {
  return connects(from, kubeApiserver, ['https'], why);
}

export function kubernetes({ talos }: Cluster): GraphPart {
  return {
    workloads: [kubeApiserver, kubeControllerManager, kubeScheduler, etcd, kubelet, apid, trustd, coreDNS],
    connections: [
      usesApi(kubelet, 'registers its node, watches its pods and reports their state'),
      usesApi(kubeControllerManager, 'reconciles the built-in resources'),
      usesApi(kubeScheduler, 'assigns pods to nodes'),
      usesApi(world, 'is where kubectl runs'),
      usesApi(coreDNS, 'watches Services and EndpointSlices to answer for them'),
      connects(kubeApiserver, kubelet, ['https'], 'fetches logs, executes commands and forwards ports'),
      ...(talos.controlPlanes.length > 1
        ? [connects(etcd, etcd, ['client', 'peer'], 'replicates its log, and joins and leaves as a member')]
        : []),
      connects(world, apid, ['grpc'], 'is where talosctl runs'),
      connects(apid, apid, ['grpc'], 'passes the calls of talosctl on to the node that they name'),
      connects(apid, trustd, ['grpc'], 'requests the certificate of its node'),
      connects({ pods: 'any' }, coreDNS, ['dns', 'dns-tcp'], 'may resolve names'),
      connects(
        kubelet,
        coreDNS,
        ['dns', 'dns-tcp'],
        'shares its node with pods on the host network that resolve names of Services',
      ),
      {
        from: coreDNS,
        to: world,
        ports: [udp(53), tcp(53)],
        why: 'forwards what the cluster does not know to the resolvers of its node',
      },
    ],
  };
}
