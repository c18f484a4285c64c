import type { Cluster } from '../../config/schema/cluster';

/** Who is notified: Alertmanager routes by it. */
export type Team = 'network' | 'security' | 'platform' | 'storage';

/** `critical` pages a person, `warning` waits for the morning, `info` is only recorded. */
export type Severity = 'critical' | 'warning' | 'info';

export interface Alert<Name extends string = string> {
  /** Also the name of its page in `docs/runbooks/`. */
  readonly name: Name;
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
export type DescribeAlerts<Name extends string = string> = (props: AlertProps) => readonly Alert<Name>[];

/** Checks the alerts of a group, and keeps their names as types. */
export const describeAlerts = <Name extends string>(describe: DescribeAlerts<Name>) => describe;

/** The same for one alert that only some clusters have. */
export const alert = <Name extends string>(alert: Alert<Name>) => alert;

export type NameOf<Describe> = Describe extends DescribeAlerts<infer Name> ? Name : never;
