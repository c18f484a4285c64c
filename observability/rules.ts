import type { Alert, AlertProps, DescribeAlerts } from './alerts/alert';
import { ciliumAlerts } from './alerts/cilium';
import { connectivityAlerts } from './alerts/connectivity';
import { deliveryAlerts } from './alerts/delivery';
import { encryptionAlerts } from './alerts/encryption';
import { hubbleAlerts } from './alerts/hubble';
import { loadBalancingAlerts } from './alerts/load-balancing';
import { platformAlerts } from './alerts/platform';
import { policyAlerts } from './alerts/policy';
import { targetAlerts } from './alerts/targets';
import { tetragonAlerts } from './alerts/tetragon';
import { pageURL } from './page-url';
import { type Recording, recordings } from './recording';

/** A rule as Prometheus reads it. */
export type Rule = RecordingRule | AlertingRule;

interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated one after the other: what is recorded first can be used below. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

const described: Readonly<Record<string, DescribeAlerts>> = {
  targets: targetAlerts,
  cilium: ciliumAlerts,
  policy: policyAlerts,
  connectivity: connectivityAlerts,
  'load-balancing': loadBalancingAlerts,
  encryption: encryptionAlerts,
  hubble: hubbleAlerts,
  tetragon: tetragonAlerts,
  delivery: deliveryAlerts,
  platform: platformAlerts,
};

/** Alerts of one cluster by the name of their group. */
export function alertsOf(props: AlertProps): ReadonlyMap<string, readonly Alert[]> {
  return new Map(
    Object.entries(described)
      .map(([name, describe]) => [name, describe(props)] as const)
      .filter(([, alerts]) => alerts.length > 0),
  );
}

/** Everything that Prometheus evaluates for one cluster beside the rules of its own chart. */
export function ruleGroupsOf(props: AlertProps): RuleGroup[] {
  const alerts = [...alertsOf(props)].map(([name, alerts]) => ({
    name,
    rules: alerts.map(alert => alertingRule(alert, props.cluster.git)),
  }));
  return [{ name: 'recording', rules: recordings.map(recordingRule) }, ...alerts];
}

function recordingRule({ record, expr }: Recording): RecordingRule {
  return { record, expr };
}

function alertingRule(alert: Alert, git: AlertProps['cluster']['git']): AlertingRule {
  const { name, expr, severity, team, summary, description } = alert;
  return {
    alert: name,
    expr,
    for: alert.for,
    labels: { severity, team },
    annotations: { summary, description, runbook_url: pageURL(git, `docs/runbooks/${name}.md`) },
  };
}
