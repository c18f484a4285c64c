import { type AlertCases, counting, recounting, steady } from './alert-case';
import type { metricsServerAlerts } from './metrics-server';

const requests = (success: boolean) => `metrics_server_kubelet_request_total{pod="x",success="${success}"}`;

export const cases: AlertCases<typeof metricsServerAlerts> = {
  MetricsServerKubeletsFailing: {
    bad: { [requests(true)]: counting(8), [requests(false)]: counting(4) },
    fires: [{ pod: 'x' }],
    good: { [requests(true)]: counting(12), [requests(false)]: steady(3) },
    restart: { [requests(true)]: recounting(12), [requests(false)]: '0x10 4 8 12x110' },
  },
};
