import { burnRates, dnsBudget, errorRatio, gatewayBudget } from '../alerts/error-budgets';
import { deniedByPolicy, gatewayListeners, outOfSync, readyNodes } from '../matchers';
import { measuresFlows } from '../metrics/hubble';
import { type DescribeBoard, graph, number, type Tile, table } from './board';
import { failureLimit, objective } from './error-budget';

/** One screen: is it healthy? */
export const overview: DescribeBoard = ({ cluster }) => ({
  name: 'overview',
  title: 'Platform overview',
  description: 'Whether the platform is healthy, and which dashboard to open if it is not.',
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
        number('Nodes not ready', `count(kube_node_status_condition{${readyNodes}} == 0)`, {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'NodeNotReady',
        }),
        number('Healthy Cilium agents', 'avg(cilium_agent_status)', {
          unit: 'percentunit',
          none: 'no agents are scraped',
          limit: { below: 1 },
          runbook: 'CiliumAgentDown',
        }),
        number('Applications out of sync', `count(argocd_app_info{${outOfSync}})`, {
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
          'Failed requests and queries',
          {
            Gateways: errorRatio(gatewayBudget, burnRates.fast.short),
            DNS: errorRatio(dnsBudget, burnRates.fast.short),
          },
          {
            unit: 'percentunit',
            none: 'no traffic',
            description: `The objective is that ${objective(gatewayBudget)}.`,
            limit: failureLimit(gatewayBudget),
            runbook: 'GatewayErrorBudgetBurn',
          },
        ),
        graph(
          'Requests through the Gateways',
          {
            '{{envoy_response_code_class}}xx': `sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx{${gatewayListeners}}[$__rate_interval]))`,
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
          { unit: 'pps', none: 'no drops', runbook: 'CiliumDrops' },
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
          none: 'no alerts are firing',
        }),
      ],
    },
  ],
});

const denied: Tile = graph(
  'Connections denied by policies',
  {
    '{{destination_namespace}}': `sum by (destination_namespace) (rate(hubble_drop_total{${deniedByPolicy}}[$__rate_interval]))`,
  },
  { unit: 'ops', none: 'no denials', runbook: 'NetworkPolicyDenials' },
);

const events: Tile = graph(
  'Tracing policy events',
  { '{{policy}}': 'sum by (policy) (rate(tetragon_policy_events_total[$__rate_interval]))' },
  { unit: 'ops', none: 'no events', runbook: 'TetragonSecurityEvent' },
);
