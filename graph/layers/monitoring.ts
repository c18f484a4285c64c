import { kubeApiserver, usesApi } from '../kubernetes';
import { layer } from '../layer';
import { outside } from '../outside';
import { redundantReplicas } from '../replicas';
import { random } from '../secret';
import { connects, tcp, udp, workload } from '../workload';

/** `kube-prometheus-stack 88` as release `kube-prometheus-stack`; the operator makes Prometheus and Alertmanager. */
const pod = { namespace: 'monitoring', network: 'pod' } as const;

export const prometheus = workload({
  ...pod,
  name: 'prometheus',
  labels: { 'app.kubernetes.io/name': 'prometheus', 'operator.prometheus.io/name': 'kube-prometheus-stack' },
  ports: { http: tcp(9090), reloader: tcp(8080) },
  scraped: ['http', 'reloader'],
});

export const alertmanager = workload({
  ...pod,
  name: 'alertmanager',
  labels: { 'app.kubernetes.io/name': 'alertmanager', alertmanager: 'kube-prometheus-stack' },
  ports: { http: tcp(9093), reloader: tcp(8080), 'mesh-tcp': tcp(9094), 'mesh-udp': udp(9094) },
  scraped: ['http', 'reloader'],
});

export const prometheusOperator = workload({
  ...pod,
  name: 'prometheus-operator',
  labels: { app: 'kube-prometheus-stack-operator' },
  ports: { https: tcp(10250) },
  scraped: ['https'],
});

export const grafana = workload({
  ...pod,
  name: 'grafana',
  labels: { 'app.kubernetes.io/name': 'grafana' },
  ports: { http: tcp(3000) },
  scraped: ['http'],
});

export const kubeStateMetrics = workload({
  ...pod,
  name: 'kube-state-metrics',
  labels: { 'app.kubernetes.io/name': 'kube-state-metrics' },
  ports: { http: tcp(8080) },
  scraped: ['http'],
});

export const nodeExporter = workload({
  ...pod,
  network: 'host',
  name: 'node-exporter',
  labels: { 'app.kubernetes.io/name': 'prometheus-node-exporter' },
  ports: { metrics: tcp(9100) },
  scraped: ['metrics'],
});

export const monitoringLayer = layer({
  name: 'monitoring',
  settings: ({ monitoring }) => monitoring,
  processes: [{ name: 'node-exporter', program: /node_exporter/ }],
  namespace: pod.namespace,
  // Kubernetes' own components are scraped by monitors of the chart.
  jobs: () => ['kube-state-metrics', 'node-exporter', 'coredns', 'kube-etcd', 'kube-prometheus-stack-prometheus'],
  interfaces: {
    grafana: { workload: grafana, service: { name: 'kube-prometheus-stack-grafana', port: 80 } },
    prometheus: { workload: prometheus, service: { name: 'kube-prometheus-stack-prometheus', port: 9090 } },
    alertmanager: { workload: alertmanager, service: { name: 'kube-prometheus-stack-alertmanager', port: 9093 } },
  },
  secrets: ({ grafanaSecret }) => [
    {
      namespace: pod.namespace,
      name: grafanaSecret,
      keys: { 'admin-user': { text: 'admin' }, 'admin-password': random },
      why: 'Grafana creates its first user from it',
    },
  ],
  describe: ({ alertReceivers }, { cluster }) => ({
    workloads: [prometheus, alertmanager, prometheusOperator, grafana, kubeStateMetrics, nodeExporter],
    connections: [
      usesApi(prometheus, 'discovers what to scrape, and scrapes the API server itself'),
      usesApi(prometheusOperator, 'turns Prometheus and Alertmanager objects into StatefulSets and configuration'),
      usesApi(grafana, 'loads dashboards and data sources out of ConfigMaps'),
      usesApi(kubeStateMetrics, 'watches the objects whose state it counts'),
      connects(kubeApiserver, prometheusOperator, ['https'], 'has rules and Alertmanager configurations validated'),
      connects(prometheus, alertmanager, ['http'], 'sends alerts'),
      connects(grafana, prometheus, ['http'], 'queries metrics'),
      connects(grafana, alertmanager, ['http'], 'shows and silences alerts'),
      ...(redundantReplicas(cluster) > 1
        ? [
            connects(
              alertmanager,
              alertmanager,
              ['mesh-tcp', 'mesh-udp'],
              'shares silences and sent notifications with its replica',
            ),
          ]
        : []),
      ...outside(alertReceivers?.hosts ?? []).map(to => ({
        from: alertmanager,
        to,
        ports: [tcp(443)],
        why: 'notifies people',
      })),
    ],
  }),
});
