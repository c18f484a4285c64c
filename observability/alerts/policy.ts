import { deniedByPolicy, dropReasons, limits } from '../matchers';
import { measuresFlows } from '../metrics/hubble';
import { alert, describeAlerts } from './alert';

const workloads = 'source_namespace, source_workload, destination_namespace, destination_workload';
const between =
  '{{ $labels.source_namespace }}/{{ $labels.source_workload }} to {{ $labels.destination_namespace }}/{{ $labels.destination_workload }}';

const { policy, noBackend, unencrypted } = dropReasons;

/** What policies deny, and whether they are in force at all. */
export const policyAlerts = describeAlerts(({ cluster }) => [
  ...(measuresFlows(cluster) ? [denials] : []),
  ...(measuresFlows(cluster) && cluster.policy.mode === 'audit' ? [audited] : []),
  {
    name: 'CiliumPolicyDenied',
    expr: `sum by (node, direction) (rate(cilium_drop_count_total{reason=~"${policy}"}[5m])) > ${limits.policyDrops}`,
    for: '10m',
    severity: 'warning',
    team: 'security',
    summary: 'Policies deny {{ $value | humanize }} {{ $labels.direction }} packets per second on {{ $labels.node }}',
    description: 'This many point to a scan, a wrong policy or a client that retries without backing off.',
  },
  {
    name: 'CiliumPolicyChangeFailed',
    expr: 'sum by (node) (increase(cilium_policy_change_total{outcome="failure"}[15m])) > 0',
    for: '5m',
    severity: 'critical',
    team: 'security',
    summary: 'Cilium on {{ $labels.node }} rejected a policy',
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
    description: 'Clients request HTTP paths or DNS names that no policy allows, and get 403 or REFUSED.',
  },
  {
    name: 'CiliumDrops',
    // Policies, missing backends and missing encryption have alerts of their own.
    expr: `sum by (node, direction, reason) (rate(cilium_drop_count_total{reason!~"${policy}|${noBackend}|${unencrypted}"}[5m])) > 1`,
    for: '10m',
    severity: 'warning',
    team: 'network',
    summary:
      '{{ $value | humanize }} {{ $labels.direction }} packets per second are dropped on {{ $labels.node }}: {{ $labels.reason }}',
    description: 'The datapath drops packets for a reason other than a policy.',
  },
]);

const denials = alert({
  name: 'NetworkPolicyDenials',
  expr: `sum by (${workloads}) (rate(hubble_drop_total{${deniedByPolicy}}[5m])) > 0.1`,
  for: '10m',
  severity: 'warning',
  team: 'security',
  summary: `Policies deny connections from ${between}`,
  description:
    'Either a workload tries what no policy allows, or a connection is missing from the graph of the platform.',
});

/** In audit mode, a verdict says what enforcement would do. */
const audited = alert({
  name: 'NetworkPolicyAudit',
  expr: `sum by (${workloads}) (rate(hubble_policy_verdicts_total{action="audit"}[5m])) > 0`,
  for: '15m',
  severity: 'info',
  team: 'security',
  summary: `Enforcement would deny connections from ${between}`,
  description: 'Policies are in audit mode: this traffic passes today and stops once they are enforced.',
});
