import { nodesWithout, notLoaded } from '../matchers';
import { type AlertProps, alert, describeAlerts, type TracingPolicySeverity } from './alert';

/** Process security: whether it works, and what it saw. */
export const tetragonAlerts = describeAlerts(({ cluster, tracingPolicies }) =>
  cluster.runtimeSecurity === false ? [] : [...health(tracingPolicies), ...events(tracingPolicies)],
);

function health(tracingPolicies: AlertProps['tracingPolicies']) {
  return [
    alert({
      name: 'TetragonDown',
      expr: nodesWithout('tetragon'),
      for: '10m',
      severity: 'critical',
      team: 'security',
      summary: 'Tetragon is down on {{ $labels.node }}',
      description: 'Processes on this node are neither observed nor stopped.',
    }),
    alert({
      name: 'TetragonPolicyFailed',
      expr: `max by (node, state) (tetragon_tracingpolicy_loaded{${notLoaded}}) > 0`,
      for: '5m',
      severity: 'critical',
      team: 'security',
      summary: '{{ $value }} tracing policies did not load on {{ $labels.node }} ({{ $labels.state }})',
      description:
        'These policies detect nothing on this node, usually because the kernel lacks a function that they hook.',
    }),
    alert({
      name: 'TetragonPolicyMissing',
      expr: `min by (node) (tetragon_tracingpolicy_loaded{state="enabled"}) < ${tracingPolicies.length}`,
      for: '10m',
      severity: 'warning',
      team: 'security',
      summary: `Only {{ $value }} of ${tracingPolicies.length} tracing policies are enabled on {{ $labels.node }}`,
      description: 'A policy of the platform was deleted or disabled, or never reached this node.',
    }),
    alert({
      name: 'TetragonEventsLost',
      expr: 'sum by (node) (rate(tetragon_bpf_missed_events_total[5m])) > 0 or sum by (node) (rate(tetragon_observer_ringbuf_events_lost_total[5m])) > 0 or sum by (node) (rate(tetragon_observer_ringbuf_queue_events_lost_total[5m])) > 0',
      for: '10m',
      severity: 'warning',
      team: 'security',
      summary: 'Tetragon loses {{ $value | humanize }} events per second on {{ $labels.node }}',
      description: 'The record of this node has gaps; policies that stop processes still work.',
    }),
    alert({
      name: 'TetragonExportStalled',
      expr: 'time() - max by (node) (tetragon_events_last_exported_timestamp) > 900',
      for: '10m',
      severity: 'warning',
      team: 'security',
      summary: 'Tetragon has exported nothing for {{ $value | humanizeDuration }} on {{ $labels.node }}',
      description: 'Every probe and every pod that starts causes events, so silence means that they are not exported.',
    }),
    alert({
      name: 'TetragonPodFilterFailing',
      expr: 'sum by (node, error) (increase(tetragon_policyfilter_operations_total{error!=""}[15m])) > 0',
      for: '15m',
      severity: 'warning',
      team: 'security',
      summary: 'Tetragon cannot match policies to pods on {{ $labels.node }}: {{ $labels.error }}',
      description: 'Policies limited to pods or namespaces do not apply to pods that have started since.',
    }),
  ];
}

/** The first event of a series has no increase, so a series that is new counts too. */
function events(policies: readonly TracingPolicySeverity[]) {
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
    description: 'A process did what the policy detects; the event says whether it was stopped.',
  } as const;
  return (['critical', 'high'] as const)
    .filter(severity => policies.some(policy => policy.severity === severity))
    .map(severity =>
      alert({ ...event, expr: of(severity), severity: severity === 'critical' ? 'critical' : 'warning' }),
    );
}
