import type { Cluster } from '../../config/schema/cluster';
import { charts } from '../../config/versions';
import { kubeApiserver, kubelet, usesApi } from '../kubernetes';
import { layer } from '../layer';
import { redundantReplicas } from '../replicas';
import { connects, tcp, workload } from '../workload';

/** `metrics-server 0.8 charts/metrics-server`. Its API and its own metrics share the port. */
export const metricsServer = workload({
  namespace: 'kube-system',
  name: 'metrics-server',
  network: 'pod',
  labels: { 'app.kubernetes.io/name': 'metrics-server', 'app.kubernetes.io/instance': 'metrics-server' },
  ports: { https: tcp(10250) },
  scraped: ['https'],
});

/**
 * The API `metrics.k8s.io`: how much CPU and memory nodes and pods use now, for `kubectl top` and for
 * HorizontalPodAutoscalers. It runs in kube-system, as in upstream's manifests.
 *
 * Upstream: https://kubernetes-sigs.github.io/metrics-server/
 */
export const metricsServerLayer = layer({
  name: 'metrics-server',
  settings: ({ metricsServer }) => metricsServer,
  namespace: 'kube-system',
  jobs: () => ['metrics-server'],
  release: {
    chart: charts['metrics-server'],
    releaseName: 'metrics-server',
    values: (_, cluster) => metricsServerValues(cluster),
  },
  describe: () => ({
    workloads: [metricsServer],
    connections: [
      usesApi(metricsServer, 'lists nodes and pods, and has the API server check who asks'),
      connects(metricsServer, kubelet, ['https'], 'reads what the pods of every node use'),
      connects(kubeApiserver, metricsServer, ['https'], 'passes requests for the API metrics.k8s.io on'),
    ],
  }),
});

/** `metrics-server 0.8 charts/metrics-server/values.yaml`. */
export function metricsServerValues(cluster: Pick<Cluster, 'talos' | 'monitoring'>) {
  const replicas = redundantReplicas(cluster);
  const monitored = cluster.monitoring !== false;
  return {
    replicas,
    podDisruptionBudget: { enabled: replicas > 1, maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: metricsServer.labels },
      },
    ],
    // Talos' kubelets sign their serving certificates themselves. With `rotate-server-certificates` the cluster's
    // authority would, but something must then approve the requests, and a kubelet without its certificate serves no
    // logs and no exec. The cost: a process that answers on a node's address can report wrong numbers and sees a token that may
    // read nodes, pods and their metrics, and nothing else. Prometheus reads kubelets the same way.
    args: ['--kubelet-insecure-tls'],
    // The API server verifies Metrics Server: cert-manager signs its certificate and writes the bundle into the
    // APIService.
    tls: { type: 'cert-manager' },
    apiService: { insecureSkipTLSVerify: false },
    metrics: { enabled: monitored },
    serviceMonitor: { enabled: monitored },
  };
}
