import type { Cluster } from '../config/schema/cluster';

/** A component of Cilium with metrics, and the ServiceMonitor through which Prometheus finds them. */
export function monitoredValues({ monitoring }: Cluster) {
  return { enabled: true, serviceMonitor: { enabled: monitoring !== false } };
}
