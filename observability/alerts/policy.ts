import { type Alert, type DescribeAlerts, measuresFlows } from './alert';

const workloads = 'source_namespace, source_workload, destination_namespace, destination_workload';
const between =
  '{{ $labels.source_namespace }}/{{ $labels.source_workload }} to {{ $labels.destination_namespace }}/{{ $labels.destination_workload }}';

/** Reasons that have an alert of their own. */
const spokenOf = 'Policy denied.*|Service backend not found|Traffic is unencrypted';

/** What policies refuse, and whether they are taken over at all. */
export const policyAlerts: DescribeAlerts = ({ cluster }) => [
  ...(measuresFlows(cluster) ? [denials] : []),
  ...(measuresFlows(cluster) && cluster.policy.posture === 'audit' ? [audited] : []),
  {
    name: 'CiliumPolicyDenied',
    expr: 'sum by (node, direction) (rate(cilium_drop_count_total{reason=~"Policy denied.*"}[5m])) > 10',
    for: '10m',
    severity: 'warning',
    team: 'security',
    summary:
      '{{ $value | humanize }} {{ $labels.direction }} packets per second denied by policies on {{ $labels.node }}',
    description: 'So many come from a scan, a wrong policy or a client that tries again without pause.',
  },
  {
    name: 'CiliumPolicyChangeFailed',
    expr: 'sum by (node) (increase(cilium_policy_change_total{outcome="failure"}[15m])) > 0',
    for: '5m',
    severity: 'critical',
    team: 'security',
    summary: 'Cilium on {{ $labels.node }} refused a policy',
    description: 'A policy that the API server accepted is not in force on this node.',
  },
  {
    name: 'CiliumL7Denied',
    expr: 'sum by (node, proxy_type) (rate(cilium_policy_l7_total{rule="denied"}[5m])) > 0.1',
    for: '10m',
    severity: 'warning',
    team: 'security',
    summary:
      'The {{ $labels.proxy_type }} proxy denies {{ $value | humanize }} requests per second on {{ $labels.node }}',
    description: 'Clients ask for HTTP paths or DNS names that no policy allows; they get 403 or REFUSED.',
  },
  {
    name: 'CiliumDrops',
    expr: `sum by (node, direction, reason) (rate(cilium_drop_count_total{reason!~"${spokenOf}"}[5m])) > 1`,
    for: '10m',
    severity: 'warning',
    team: 'network',
    summary:
      '{{ $value | humanize }} {{ $labels.direction }} packets per second dropped on {{ $labels.node }}: {{ $labels.reason }}',
    description: 'The datapath drops packets for a reason that is no policy.',
  },
];

const denials: Alert = {
  name: 'NetworkPolicyDenials',
  expr: `sum by (${workloads}) (rate(hubble_drop_total{reason=~"POLICY_DENIED|POLICY_DENY|AUTH_REQUIRED"}[5m])) > 0.1`,
  for: '10m',
  severity: 'warning',
  team: 'security',
  summary: `Policies deny connections from ${between}`,
  description: 'Either somebody tries what nobody allowed, or a need is missing in the graph of the platform.',
};

/** In audit, a verdict says what enforcement would do. */
const audited: Alert = {
  name: 'NetworkPolicyAudit',
  expr: `sum by (${workloads}) (rate(hubble_policy_verdicts_total{action="audit"}[5m])) > 0`,
  for: '15m',
  severity: 'info',
  team: 'security',
  summary: `Enforcement would deny connections from ${between}`,
  description: 'The posture is `audit`: the traffic passes today and stops with `enforce`.',
};
