import { measuresFlows } from '../alerts/alert';
import { type DescribeBoard, graph, number, type Tile, table } from './board';

/** One screen: is it healthy? */
export const overview: DescribeBoard = ({ cluster }) => ({
  name: 'overview',
  title: 'Platform overview',
  description: 'Whether the platform is healthy, and which dashboard to open where it is not.',
  rows: [
    {
      title: 'Now',
      panels: [
        number('Critical alerts', 'count(ALERTS{alertstate="firing",severity="critical"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
        }),
        number('Warnings', 'count(ALERTS{alertstate="firing",severity="warning"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 5, warn: 1 },
        }),
        number('Nodes not ready', 'count(kube_node_status_condition{condition="Ready",status="true"} == 0)', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'NodeNotReady',
        }),
        number('Cilium agents that work', 'avg(cilium_agent_status)', {
          unit: 'percentunit',
          none: 'no agent is scraped',
          limit: { below: 1 },
          runbook: 'CiliumAgentDown',
        }),
        number('Applications off Git', 'count(argocd_app_info{sync_status!="Synced"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'ArgoCDOutOfSync',
        }),
        number('Certificates not ready', 'count(certmanager_certificate_ready_status{condition="True"} == 0)', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CertificateNotReady',
        }),
      ],
    },
    {
      title: 'What users notice',
      panels: [
        graph(
          'Failing requests and queries',
          { Gateways: 'gateway:errors:ratio_rate5m', DNS: 'dns:errors:ratio_rate5m' },
          {
            unit: 'percentunit',
            none: 'no traffic',
            description: 'The objective is that no more than 0.1 % fail over 30 days.',
            limit: { above: 0.0144, warn: 0.003 },
            runbook: 'GatewayErrorBudgetBurn',
          },
        ),
        graph(
          'Requests through the Gateways',
          {
            '{{envoy_response_code_class}}xx':
              'sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix=~"listener-.+"}[$__rate_interval]))',
          },
          { unit: 'reqps', none: 'no traffic' },
        ),
      ],
    },
    {
      title: 'Network and security',
      panels: [
        graph(
          'Dropped packets',
          { '{{reason}}': 'sum by (reason) (rate(cilium_drop_count_total[$__rate_interval]))' },
          { unit: 'pps', none: 'nothing is dropped', runbook: 'CiliumDrops' },
        ),
        ...(measuresFlows(cluster) ? [denied] : []),
        ...(cluster.runtimeSecurity ? [events] : []),
      ],
    },
    {
      title: 'Alerts',
      panels: [
        table('Firing', 'max by (alertname, severity, team, node) (ALERTS{alertstate="firing"})', {
          unit: 'short',
          none: 'no alert fires',
        }),
      ],
    },
  ],
});

const denied: Tile = graph(
  'Connections denied by policies',
  {
    '{{destination_namespace}}':
      'sum by (destination_namespace) (rate(hubble_drop_total{reason=~"POLICY_DENIED|POLICY_DENY"}[$__rate_interval]))',
  },
  { unit: 'ops', none: 'nothing is denied', runbook: 'NetworkPolicyDenials' },
);

const events: Tile = graph(
  'Events of tracing policies',
  { '{{policy}}': 'sum by (policy) (rate(tetragon_policy_events_total[$__rate_interval]))' },
  { unit: 'ops', none: 'nothing was seen', runbook: 'TetragonSecurityEvent' },
);
