import type { Alert, AlertProps } from './alerts/alert';
import { type AlertName, alertGroups } from './alerts/groups';
import { pageURL } from './page-url';
import { type Recording, recordings } from './recording';

/** A rule as Prometheus reads it. */
export type PrometheusRule = RecordingRule | AlertingRule;

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

/** Rules that are evaluated in order, so that later ones can use what earlier ones record. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly PrometheusRule[];
}

/** Alerts of one cluster by the name of their group. */
export function alertsOf(props: AlertProps): ReadonlyMap<string, readonly Alert<AlertName>[]> {
  return new Map(
    Object.entries(alertGroups)
      .map(([name, describe]) => [name, describe(props)] as const)
      .filter(([, alerts]) => alerts.length > 0),
  );
}

/** Everything that Prometheus evaluates for one cluster, besides the rules of its own chart. */
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
