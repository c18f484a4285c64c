import { describeAlerts } from './alert';

/** Whether autoscalers see the nodes. The chart's `KubeAggregatedAPIDown` covers an API that does not respond at all. */
export const metricsServerAlerts = describeAlerts(({ cluster }) =>
  cluster.metricsServer
    ? [
        {
          name: 'MetricsServerKubeletsFailing',
          expr: 'sum by (pod) (rate(metrics_server_kubelet_request_total{success="false"}[5m])) > 0',
          for: '15m',
          severity: 'warning',
          team: 'platform',
          summary: '{{ $labels.pod }} cannot read the kubelets of some nodes',
          description: '`kubectl top` and HorizontalPodAutoscalers have no metrics of the pods on these nodes.',
        },
      ]
    : [],
);
