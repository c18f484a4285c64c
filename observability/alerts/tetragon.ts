import type { Alert, AlertProps, DescribeAlerts, TracingPolicySeverity } from './alert';

/** Process security: whether it works, and what it saw. */
export const tetragonAlerts: DescribeAlerts = ({ cluster, tracingPolicies }) =>
  cluster.runtimeSecurity === false ? [] : [...health(tracingPolicies), ...events(tracingPolicies)];

function health(tracingPolicies: AlertProps['tracingPolicies']): Alert[] {
  return [
    {
      name: 'TetragonDown',
      expr: 'max by (node) (up{job="tetragon"}) == 0 or (max by (node) (kube_node_info) unless on (node) max by (node) (up{job="tetragon"}))',
      for: '10m',
      severity: 'critical',
      team: 'security',
      summary: 'Tetragon down on {{ $labels.node }}',
      description: 'Processes of this node are neither seen nor stopped.',
    },
    {
      name: 'TetragonPolicyFailed',
      expr: 'max by (node, state) (tetragon_tracingpolicy_loaded{state=~"error|load_error"}) > 0',
      for: '5m',
      severity: 'critical',
      team: 'security',
      summary: '{{ $value }} tracing policies not loaded on {{ $labels.node }} ({{ $labels.state }})',
      description: 'What these policies look for is not seen on this node, most often for want of a kernel function.',
    },
    {
      name: 'TetragonPolicyMissing',
      expr: `min by (node) (tetragon_tracingpolicy_loaded{state="enabled"}) < ${tracingPolicies.length}`,
      for: '10m',
      severity: 'warning',
      team: 'security',
      summary: `Only {{ $value }} of ${tracingPolicies.length} tracing policies enabled on {{ $labels.node }}`,
      description: 'A policy of this platform was deleted, disabled or never reached the node.',
    },
    {
      name: 'TetragonEventsLost',
      expr: 'sum by (node) (rate(tetragon_bpf_missed_events_total[5m])) > 0 or sum by (node) (rate(tetragon_observer_ringbuf_events_lost_total[5m])) > 0 or sum by (node) (rate(tetragon_observer_ringbuf_queue_events_lost_total[5m])) > 0',
      for: '10m',
      severity: 'warning',
      team: 'security',
      summary: 'Tetragon loses {{ $value | humanize }} events per second on {{ $labels.node }}',
      description: 'The record of this node has holes; policies that stop a process still do.',
    },
    {
      name: 'TetragonExportStalled',
      expr: 'time() - max by (node) (tetragon_events_last_exported_timestamp) > 900',
      for: '10m',
      severity: 'warning',
      team: 'security',
      summary: 'Tetragon has exported nothing for {{ $value | humanizeDuration }} on {{ $labels.node }}',
      description: 'Every probe and every pod that starts makes events: silence means that they go nowhere.',
    },
    {
      name: 'TetragonPodFilterFailing',
      expr: 'sum by (node, error) (increase(tetragon_policyfilter_operations_total{error!=""}[15m])) > 0',
      for: '15m',
      severity: 'warning',
      team: 'security',
      summary: 'Tetragon cannot tell pods apart on {{ $labels.node }}: {{ $labels.error }}',
      description: 'Policies for some pods or namespaces do not hold for pods that started meanwhile.',
    },
  ];
}

/** The first event of a series has no increase, so a series that is new counts too. */
function events(policies: readonly TracingPolicySeverity[]): Alert[] {
  const by = 'policy, namespace, workload, binary, node';
  const of = (severity: TracingPolicySeverity['severity']): string => {
    const names = policies.filter(policy => policy.severity === severity).map(({ name }) => name);
    const seen = `tetragon_policy_events_total{policy=~"${names.join('|')}"}`;
    return `sum by (${by}) (increase(${seen}[5m])) > 0 or (sum by (${by}) (${seen}) unless sum by (${by}) (${seen} offset 5m))`;
  };
  const event = {
    name: 'TetragonSecurityEvent',
    for: '0m',
    team: 'security',
    summary:
      '{{ $labels.policy }}: {{ $labels.binary }} in {{ $labels.namespace }}/{{ $labels.workload }} on {{ $labels.node }}',
    description: 'A process did what the policy looks for; whether it was stopped stands in the event.',
  } as const;
  return (['critical', 'high'] as const)
    .filter(severity => policies.some(policy => policy.severity === severity))
    .map(severity => ({ ...event, expr: of(severity), severity: severity === 'critical' ? 'critical' : 'warning' }));
}
