import type { Cluster } from '../config/schema/cluster';
import type { Team } from './alerts/alert';

/** Where the operator mounts the other keys of the Secret (`prometheus-operator 0.93 AlertmanagerSpec.configSecret`). */
const mounted = '/etc/alertmanager/config';

/** All receivers; the platform team also gets the chart's own alerts, which have no team. */
const teams: readonly Team[] = ['network', 'security', 'platform', 'storage'];

/** How to notify a service, with its credential in a file. */
interface Integration {
  readonly name: string;
  readonly section: string;
  readonly settings: (file: string) => object;
}

const integrations: Readonly<Record<string, Integration>> = {
  'events.pagerduty.com': {
    name: 'pagerduty',
    section: 'pagerduty_configs',
    settings: routing_key_file => ({ routing_key_file, severity: '{{ .CommonLabels.severity }}' }),
  },
  'hooks.slack.com': {
    name: 'slack',
    section: 'slack_configs',
    settings: api_url_file => ({
      api_url_file,
      title: '{{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})',
      text: '{{ range .Alerts }}{{ .Annotations.summary }} {{ .Annotations.runbook_url }}\n{{ end }}',
    }),
  },
  'api.opsgenie.com': {
    name: 'opsgenie',
    section: 'opsgenie_configs',
    settings: api_key_file => ({
      api_key_file,
      priority: '{{ if eq .CommonLabels.severity "critical" }}P1{{ else }}P3{{ end }}',
    }),
  },
};

/** Any other host gets Alertmanager's own JSON, with a bearer token. */
const webhook = (host: string): Integration => ({
  name: host.replaceAll('.', '-'),
  section: 'webhook_configs',
  settings: credentials_file => ({
    url: `https://${host}/`,
    http_config: { authorization: { type: 'Bearer', credentials_file } },
  }),
});

type Receivers = NonNullable<Exclude<Cluster['monitoring'], false>['alertReceivers']>;

const integrationsOf = ({ hosts }: Receivers) => hosts.map(host => integrations[host] ?? webhook(host));

/** Keys of the Secret that hold credentials: one for every team and service. */
export function credentialKeys(receivers: Receivers): string[] {
  return integrationsOf(receivers).flatMap(({ name }) => teams.map(team => `${name}-${team}`));
}

/**
 * The configuration of Alertmanager: who is notified of what, and which alerts mute others. It contains no secret; the
 * credentials are further keys of the same Secret.
 */
export function alertmanagerConfig(receivers: Receivers) {
  return {
    route: {
      receiver: 'platform',
      group_by: ['alertname', 'team'],
      group_wait: '5m',
      group_interval: '15m',
      repeat_interval: '24h',
      routes: [
        { receiver: 'nobody', matchers: ['severity=~"info|none"'] },
        ...teams.flatMap(team => [
          {
            receiver: team,
            matchers: [`team="${team}"`, 'severity="critical"'],
            group_wait: '30s',
            group_interval: '5m',
            repeat_interval: '1h',
          },
          { receiver: team, matchers: [`team="${team}"`] },
        ]),
        { receiver: 'platform', matchers: ['severity="critical"'], group_wait: '30s', group_interval: '5m' },
      ],
    },
    inhibit_rules: inhibitions,
    receivers: [{ name: 'nobody' }, ...teams.map(team => ({ name: team, ...sectionsOf(team, receivers) }))],
  };
}

/** Sections of a team's receiver, one for each type of service. */
function sectionsOf(team: Team, receivers: Receivers): Record<string, object[]> {
  const sections: Record<string, object[]> = {};
  for (const { name, section, settings } of integrationsOf(receivers))
    sections[section] = [...(sections[section] ?? []), settings(`${mounted}/${name}-${team}`)];
  return sections;
}

/** Alerts that are muted while another one, their cause, fires. */
export const inhibitions = [
  // Everything on a node is down with it, but a security event there still happened.
  {
    source_matchers: ['alertname="NodeNotReady"'],
    target_matchers: ['alertname!~"NodeNotReady|TetragonSecurityEvent"', 'node!=""'],
    equal: ['node'],
  },
  // What an agent reports or does while it runs.
  {
    source_matchers: ['alertname="CiliumAgentDown"'],
    target_matchers: ['alertname=~"BGPSessionDown|CiliumUnreachableNodes|CiliumUnreachableHealthEndpoints"'],
    equal: ['node'],
  },
  // The fast burn includes the slow one.
  {
    source_matchers: ['alertname=~".+ErrorBudgetBurn"', 'severity="critical"'],
    target_matchers: ['alertname=~".+ErrorBudgetBurn"', 'severity="warning"'],
    equal: ['alertname'],
  },
  // Without an operator, none of its tasks are done.
  {
    source_matchers: ['alertname="CiliumOperatorDown"'],
    target_matchers: ['alertname=~"LoadBalancer.+|CiliumOperatorLeaderless"'],
    equal: [],
  },
];
