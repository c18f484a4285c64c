import { counter, type ScrapeJob } from './metric';

export const metricsServer: ScrapeJob = {
  job: 'metrics-server',
  source: 'metrics-server 0.8 pkg/scraper/scraper.go',
  switch: { layer: 'metrics-server', key: 'serviceMonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    metrics_server_kubelet_request_total: counter({ success: ['true', 'false'] }),
  },
};
