import { notLoaded } from '../matchers';
import { type DescribeBoard, graph, number, table } from './board';

const chosen = 'policy=~"$policy",namespace=~"$namespace",workload=~"$workload"';

/** What processes did, and whether any event was missed. */
export const tetragon: DescribeBoard = ({ cluster, tracingPolicies }) =>
  cluster.runtimeSecurity === false
    ? undefined
    : {
        name: 'tetragon',
        title: 'Tetragon security events',
        description: 'Tracing policy events by cause, and whether any were missed.',
        variables: [
          { name: 'policy', label: 'Policy', series: 'tetragon_policy_events_total', of: 'policy' },
          {
            name: 'namespace',
            label: 'Namespace',
            series: 'tetragon_policy_events_total{policy=~"$policy"}',
            of: 'namespace',
          },
          {
            name: 'workload',
            label: 'Workload',
            series: 'tetragon_policy_events_total{policy=~"$policy",namespace=~"$namespace"}',
            of: 'workload',
          },
        ],
        rows: [
          {
            title: 'Health',
            panels: [
              number('Agents up', 'avg(up{job="tetragon"})', {
                unit: 'percentunit',
                none: 'no agents are scraped',
                limit: { below: 1 },
                runbook: 'TetragonDown',
              }),
              number(
                'Enabled policies, on the node with the fewest',
                'min(tetragon_tracingpolicy_loaded{state="enabled"})',
                {
                  unit: 'short',
                  none: 'none',
                  limit: { below: tracingPolicies.length },
                  runbook: 'TetragonPolicyMissing',
                },
              ),
              number('Policies that failed to load', `max(tetragon_tracingpolicy_loaded{${notLoaded}})`, {
                unit: 'short',
                none: 'none',
                limit: { above: 1 },
                runbook: 'TetragonPolicyFailed',
              }),
              number(
                'Events lost, last hour',
                'sum(increase(tetragon_bpf_missed_events_total[1h])) + sum(increase(tetragon_observer_ringbuf_events_lost_total[1h]))',
                {
                  unit: 'short',
                  none: 'none',
                  limit: { above: 1 },
                  runbook: 'TetragonEventsLost',
                },
              ),
            ],
          },
          {
            title: 'Policy events',
            panels: [
              graph(
                'By policy',
                { '{{policy}}': `sum by (policy) (rate(tetragon_policy_events_total{${chosen}}[$__rate_interval]))` },
                { unit: 'ops', none: 'no events', runbook: 'TetragonSecurityEvent' },
              ),
              graph(
                'By workload',
                {
                  '{{namespace}}/{{workload}}': `topk(10, sum by (namespace, workload) (rate(tetragon_policy_events_total{${chosen}}[$__rate_interval])))`,
                },
                { unit: 'ops', none: 'no events' },
              ),
            ],
          },
          {
            title: 'Who did what',
            height: 10,
            panels: [
              table(
                'In the last hour',
                `topk(50, sum by (policy, namespace, workload, binary, node) (increase(tetragon_policy_events_total{${chosen}}[1h])) > 0)`,
                { unit: 'short', none: 'no events', runbook: 'TetragonSecurityEvent' },
              ),
            ],
          },
          {
            title: 'Events and their export',
            panels: [
              graph(
                'Events by type',
                { '{{type}}': 'sum by (type) (rate(tetragon_events_total[$__rate_interval]))' },
                { unit: 'ops', none: 'no events' },
              ),
              graph(
                'Exported and rate-limited',
                {
                  exported: 'sum(rate(tetragon_events_exported_total[$__rate_interval]))',
                  'rate-limited': 'sum(rate(tetragon_export_ratelimit_events_dropped_total[$__rate_interval]))',
                },
                { unit: 'ops', none: 'no exports', runbook: 'TetragonExportStalled' },
              ),
              graph(
                'Missed probes',
                {
                  '{{policy}} {{attach}}':
                    'sum by (policy, attach) (rate(tetragon_missed_prog_probes_total[$__rate_interval])) > 0',
                },
                { unit: 'ops', none: 'none' },
              ),
              graph(
                'Kernel memory of policies',
                { '{{policy}}': 'topk(10, max by (policy) (tetragon_tracingpolicy_kernel_memory_bytes))' },
                { unit: 'bytes', none: 'no policies are loaded' },
              ),
            ],
          },
        ],
      };
