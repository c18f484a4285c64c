import type { Construct } from 'constructs';
import { charts } from '../config/versions';
import { Dashboard } from '../constructs/dashboard';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import { RuleGroup, type RuleGroupProps } from '../constructs/rule-group';
import type { Allowance } from '../graph/allowance';
import { prometheus } from '../graph/layers/monitoring';
import { allow } from './allow';
import { expose } from './expose';
import { type MonitoringValuesProps, monitoringValues } from './monitoring-values';

export interface MonitoringProps extends MonitoringValuesProps {
  readonly allowances: readonly Allowance[];
  /** What Prometheus evaluates beside the rules of the chart. @default [] */
  readonly rules?: readonly Omit<RuleGroupProps, 'namespace'>[];
  /** What Grafana shows beside the dashboards of the chart. @default [] */
  readonly dashboards?: readonly { readonly name: string; readonly dashboard: object }[];
}

const { namespace } = prometheus;

/**
 * Prometheus, Alertmanager and Grafana, and what they read of Kubernetes itself; every other layer brings its own
 * ServiceMonitors, and all of them are read. Needs a storage class, cert-manager for the operator's webhook, and the
 * Secret with Grafana's login.
 *
 * Upstream: https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
 */
export class Monitoring extends Layer {
  constructor(scope: Construct, name: string, { allowances, rules = [], dashboards = [], ...props }: MonitoringProps) {
    super(scope, name);
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts.monitoring,
      releaseName: 'kube-prometheus-stack',
      namespace,
      values: monitoringValues(props),
    });
    for (const group of rules) new RuleGroup(this, `rules-${group.name}`, { ...group, namespace });
    for (const { name, dashboard } of dashboards)
      new Dashboard(this, `dashboard-${name}`, { name, namespace, folder: 'InfraFlux', dashboard });
    expose(this, props.exposures);
  }
}
