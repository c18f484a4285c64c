import type { Cluster } from '../config/schema/cluster';
import type { Team } from './alerts/alert';

/** Where the operator mounts the keys of the Secret beside `alertmanager.yaml` (`prometheus-operator 0.93 AlertmanagerSpec.configSecret`). */
const mounted = '/etc/alertmanager/config';

/** Everybody who is told; alerts of the chart that name no team are the platform's. */
const teams: readonly Team[] = ['network', 'security', 'platform', 'storage'];

/** How a service on the internet is told, with its credential in a file. */
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

/** A host that we do not know gets Alertmanager's own JSON, with a bearer token. */
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

/** Keys of the Secret that hold a credential each: one for every team and service. */
export function credentialKeys(receivers: Receivers): string[] {
  return integrationsOf(receivers).flatMap(({ name }) => teams.map(team => `${name}-${team}`));
}

/**
 * The configuration of Alertmanager: who is told of what, and what goes without saying. It holds no secret; the
 * credentials are other keys of the Secret that it is a key of.
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
    receivers: [{ name: 'nobody' }, ...teams.map(team => ({ name: team, ...told(team, receivers) }))],
  };
}

/** Sections of a team's receiver: one for each kind of service. */
function told(team: Team, receivers: Receivers): Record<string, object[]> {
  const sections: Record<string, object[]> = {};
  for (const { name, section, settings } of integrationsOf(receivers))
    sections[section] = [...(sections[section] ?? []), settings(`${mounted}/${name}-${team}`)];
  return sections;
}

/** What goes without saying while something else fires. */
export const inhibitions = [
  // All that runs on a node is down with it; what somebody did there still happened.
  {
    source_matchers: ['alertname="NodeNotReady"'],
    target_matchers: ['alertname!~"NodeNotReady|TetragonSecurityEvent"', 'node!=""'],
    equal: ['node'],
  },
  // What an agent answers for while it is down.
  {
    source_matchers: ['alertname="CiliumAgentDown"'],
    target_matchers: ['alertname=~"BGPSessionDown|CiliumUnreachableNodes|CiliumUnreachableHealthEndpoints"'],
    equal: ['node'],
  },
  // The fast burn says all that the slow one says.
  {
    source_matchers: ['alertname=~".+ErrorBudgetBurn"', 'severity="critical"'],
    target_matchers: ['alertname=~".+ErrorBudgetBurn"', 'severity="warning"'],
    equal: ['alertname'],
  },
  // Without an operator nothing of its work is done.
  {
    source_matchers: ['alertname="CiliumOperatorDown"'],
    target_matchers: ['alertname=~"LoadBalancer.+|CiliumOperatorLeaderless"'],
    equal: [],
  },
];
