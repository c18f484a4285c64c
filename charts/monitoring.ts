import type { Construct } from 'constructs';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import type { Allowance } from '../graph/allowance';
import { charts } from '../spec/versions';
import { allow } from './allow';
import { expose } from './expose';
import { type MonitoringValuesProps, monitoringValues } from './monitoring-values';

export interface MonitoringProps extends MonitoringValuesProps {
  readonly allowances: readonly Allowance[];
}

/**
 * Prometheus, Alertmanager and Grafana, and what they read of Kubernetes itself; every other layer brings its own
 * ServiceMonitors, and all of them are read. Needs a storage class, cert-manager for the operator's webhook, and the
 * Secret with Grafana's login.
 *
 * Upstream: https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
 */
export class Monitoring extends Layer {
  constructor(scope: Construct, name: string, { allowances, ...props }: MonitoringProps) {
    super(scope, name);
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts.monitoring,
      releaseName: 'kube-prometheus-stack',
      namespace: 'monitoring',
      values: monitoringValues(props),
    });
    expose(this, props.exposures);
  }
}
