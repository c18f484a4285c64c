import { deniedByPolicy, dropReasons, limits } from '../matchers';
import { measuresFlows } from '../metrics/hubble';
import { type DescribeBoard, graph, number, type Row, table } from './board';

/** What policies allow and deny. */
export const policy: DescribeBoard = ({ cluster }) => ({
  name: 'policy',
  title: 'Policy verdicts and drops',
  description: 'What policies allow, what they deny, and on which endpoints they are enforced.',
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
        number('Policies', 'max(cilium_policy)', { unit: 'short', none: 'no policies', limit: { below: 1 } }),
        number('Endpoints without a policy', 'sum(cilium_policy_enforcement_status{enforcement="none"})', {
          unit: 'short',
          none: 'none',
        }),
        number('Endpoints in audit mode', 'sum(cilium_policy_enforcement_status{enforcement=~"audit-.+"})', {
          unit: 'short',
          none: 'none',
        }),
        number('Rejected policies, last day', 'sum(increase(cilium_policy_change_total{outcome="failure"}[1d]))', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumPolicyChangeFailed',
        }),
      ],
    },
    ...(measuresFlows(cluster) ? verdicts : []),
    {
      title: 'Datapath and proxies',
      panels: [
        graph(
          'Denied packets',
          {
            '{{node}} {{direction}}': `sum by (node, direction) (rate(cilium_drop_count_total{reason=~"${dropReasons.policy}|${dropReasons.authentication}"}[$__rate_interval]))`,
          },
          { unit: 'pps', none: 'no denials', limit: { above: limits.policyDrops }, runbook: 'CiliumPolicyDenied' },
        ),
        graph(
          'Requests through the proxies',
          { '{{proxy_type}} {{rule}}': 'sum by (proxy_type, rule) (rate(cilium_policy_l7_total[$__rate_interval]))' },
          { unit: 'reqps', none: 'no L7 policy is in use', runbook: 'CiliumL7Denied' },
        ),
        graph(
          'Endpoints by enforcement',
          { '{{enforcement}}': 'cilium_policy_enforcement_status' },
          { unit: 'short', none: 'no endpoints' },
        ),
      ],
    },
  ],
});

const chosen = 'destination_namespace=~"$namespace",destination_workload=~"$workload"';
const workloads = 'source_namespace, source_workload, destination_namespace, destination_workload';

const verdicts: readonly Row[] = [
  {
    title: 'Verdicts',
    panels: [
      graph(
        'Connections by verdict',
        {
          '{{direction}} {{action}}': `sum by (direction, action) (rate(hubble_policy_verdicts_total{${chosen}}[$__rate_interval]))`,
        },
        { unit: 'ops', none: 'no verdicts' },
      ),
      graph(
        'Connections by type of match',
        {
          '{{match}}': `sum by (match) (rate(hubble_policy_verdicts_total{${chosen}}[$__rate_interval]))`,
        },
        { unit: 'ops', none: 'no verdicts' },
      ),
      graph(
        'Drops by reason',
        { '{{reason}}': `sum by (reason) (rate(hubble_drop_total{${chosen}}[$__rate_interval]))` },
        { unit: 'ops', none: 'no drops' },
      ),
    ],
  },
  {
    title: 'Denied connections',
    height: 10,
    panels: [
      table(
        'Denied in the last hour',
        `topk(50, sum by (${workloads}, reason, protocol) (increase(hubble_drop_total{${chosen},${deniedByPolicy}}[1h])) > 0)`,
        { unit: 'short', none: 'no denials', runbook: 'NetworkPolicyDenials' },
      ),
      table(
        'Would be denied if enforced, in the last hour',
        `topk(50, sum by (${workloads}, direction) (increase(hubble_policy_verdicts_total{${chosen},action="audit"}[1h])) > 0)`,
        { unit: 'short', none: 'none' },
      ),
    ],
  },
];
