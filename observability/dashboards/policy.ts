import { measuresFlows } from '../alerts/alert';
import { type DescribeBoard, graph, number, type Row, table } from './board';

/** Who is denied by what. */
export const policy: DescribeBoard = ({ cluster }) => ({
  name: 'policy',
  title: 'Policy verdicts and drops',
  description: 'What policies let through, what they refuse, and on which endpoints they hold.',
  variables: measuresFlows(cluster)
    ? [
        { name: 'namespace', label: 'Namespace', series: 'hubble_policy_verdicts_total', of: 'destination_namespace' },
        {
          name: 'workload',
          label: 'Workload',
          series: 'hubble_policy_verdicts_total{destination_namespace=~"$namespace"}',
          of: 'destination_workload',
        },
      ]
    : [],
  rows: [
    {
      title: 'Enforcement',
      panels: [
        number('Policies', 'max(cilium_policy)', { unit: 'short', none: 'no policy', limit: { below: 1 } }),
        number('Endpoints without a policy', 'sum(cilium_policy_enforcement_status{enforcement="none"})', {
          unit: 'short',
          none: 'none',
        }),
        number('Endpoints in audit', 'sum(cilium_policy_enforcement_status{enforcement=~"audit-.+"})', {
          unit: 'short',
          none: 'none',
        }),
        number('Refused policies, last day', 'sum(increase(cilium_policy_change_total{outcome="failure"}[1d]))', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumPolicyChangeFailed',
        }),
      ],
    },
    ...(measuresFlows(cluster) ? verdicts : []),
    {
      title: 'As the datapath and the proxies count',
      panels: [
        graph(
          'Packets denied',
          {
            '{{node}} {{direction}}':
              'sum by (node, direction) (rate(cilium_drop_count_total{reason=~"Policy denied.*|Authentication required"}[$__rate_interval]))',
          },
          { unit: 'pps', none: 'nothing is denied', limit: { above: 10 }, runbook: 'CiliumPolicyDenied' },
        ),
        graph(
          'Requests in the proxies',
          { '{{proxy_type}} {{rule}}': 'sum by (proxy_type, rule) (rate(cilium_policy_l7_total[$__rate_interval]))' },
          { unit: 'reqps', none: 'no policy of layer 7 is used', runbook: 'CiliumL7Denied' },
        ),
        graph(
          'Endpoints by enforcement',
          { '{{enforcement}}': 'cilium_policy_enforcement_status' },
          { unit: 'short', none: 'no endpoint' },
        ),
      ],
    },
  ],
});

const chosen = 'destination_namespace=~"$namespace",destination_workload=~"$workload"';
const ends = 'source_namespace, source_workload, destination_namespace, destination_workload';

const verdicts: readonly Row[] = [
  {
    title: 'Verdicts',
    panels: [
      graph(
        'Connections by verdict',
        {
          '{{direction}} {{action}}': `sum by (direction, action) (rate(hubble_policy_verdicts_total{${chosen}}[$__rate_interval]))`,
        },
        { unit: 'ops', none: 'no verdict' },
      ),
      graph(
        'Connections by what matched',
        {
          '{{match}}': `sum by (match) (rate(hubble_policy_verdicts_total{${chosen}}[$__rate_interval]))`,
        },
        { unit: 'ops', none: 'no verdict' },
      ),
      graph(
        'Drops by reason',
        { '{{reason}}': `sum by (reason) (rate(hubble_drop_total{${chosen}}[$__rate_interval]))` },
        { unit: 'ops', none: 'nothing is dropped' },
      ),
    ],
  },
  {
    title: 'Who is denied by what',
    height: 10,
    panels: [
      table(
        'Denied in the last hour',
        `topk(50, sum by (${ends}, reason, protocol) (increase(hubble_drop_total{${chosen},reason=~"POLICY_DENIED|POLICY_DENY|AUTH_REQUIRED"}[1h])) > 0)`,
        { unit: 'short', none: 'nothing is denied', runbook: 'NetworkPolicyDenials' },
      ),
      table(
        'Would be denied by enforcement, in the last hour',
        `topk(50, sum by (${ends}, direction) (increase(hubble_policy_verdicts_total{${chosen},action="audit"}[1h])) > 0)`,
        { unit: 'short', none: 'nothing would be denied' },
      ),
    ],
  },
];
