import type { Cluster } from '../../config/schema/cluster';

/** Who is woken: Alertmanager routes by it. */
export type Team = 'network' | 'security' | 'platform' | 'storage';

/** `critical` wakes somebody, `warning` waits for the morning, `info` is to be looked up. */
export type Severity = 'critical' | 'warning' | 'info';

export interface Alert {
  /** Also the name of its page in `docs/runbooks/`. */
  readonly name: string;
  readonly expr: string;
  /** How long it must hold; longer than a rolling restart makes one node look broken. */
  readonly for: string;
  readonly severity: Severity;
  readonly team: Team;
  /** One line with the labels that say where. */
  readonly summary: string;
  /** What it means for users. */
  readonly description: string;
}

/** What alerts of one cluster are made from. */
export interface AlertProps {
  readonly cluster: Cluster;
  /** Every tracing policy that the cluster gets. */
  readonly tracingPolicies: readonly TracingPolicySeverity[];
}

export interface TracingPolicySeverity {
  readonly name: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
}

/** Alerts about one part of the platform; none where it is off. */
export type DescribeAlerts = (props: AlertProps) => readonly Alert[];

/** Whether Hubble counts flows for Prometheus. */
export function measuresFlows({ hubble }: Cluster): boolean {
  return hubble !== false && hubble.metrics;
}
