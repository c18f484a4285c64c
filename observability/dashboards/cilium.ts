import { type DescribeBoard, graph, number } from './board';
import { datapath } from './datapath';

/** Agents and datapath. */
export const cilium: DescribeBoard = () => ({
  name: 'cilium',
  title: 'Cilium agent and datapath',
  description: 'Agents, endpoints, BPF maps and packets on every node.',
  variables: [{ name: 'node', label: 'Node', series: 'cilium_version', of: 'node' }],
  rows: [
    {
      title: 'Agents',
      panels: [
        number('Healthy agents', 'sum(cilium_agent_status{node=~"$node"})', {
          unit: 'short',
          none: 'no agents are scraped',
          runbook: 'CiliumAgentDown',
        }),
        number('Degraded modules', 'sum(cilium_hive_status{node=~"$node",status="degraded"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumAgentDegraded',
        }),
        number('Failing controllers', 'sum(cilium_controllers_failing{node=~"$node"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumControllersFailing',
        }),
        number('Unreachable nodes', 'max(cilium_unreachable_nodes{node=~"$node"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumUnreachableNodes',
        }),
        number('Unreachable health endpoints', 'max(cilium_unreachable_health_endpoints{node=~"$node"})', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumUnreachableHealthEndpoints',
        }),
        number('Unmanaged pods', 'max(cilium_operator_unmanaged_pods)', {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'CiliumUnmanagedPods',
        }),
      ],
    },
    {
      title: 'Endpoints and identities',
      panels: [
        graph(
          'Endpoints by state',
          { '{{endpoint_state}}': 'sum by (endpoint_state) (cilium_endpoint_state{node=~"$node"})' },
          { unit: 'short', none: 'no endpoints', runbook: 'CiliumEndpointsNotReady' },
        ),
        graph(
          'Regenerations',
          {
            '{{outcome}}':
              'sum by (outcome) (rate(cilium_endpoint_regenerations_total{node=~"$node"}[$__rate_interval]))',
          },
          { unit: 'ops', none: 'no regenerations', runbook: 'CiliumEndpointRegenerationFailing' },
        ),
        graph(
          'Regeneration time (95 %)',
          {
            '{{scope}}':
              'histogram_quantile(0.95, sum by (le, scope) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket{node=~"$node",scope=~"total|waitingForLock|policyCalculation"}[$__rate_interval])))',
          },
          { unit: 's', none: 'no regenerations' },
        ),
        graph(
          'Identities',
          { '{{type}}': 'max by (type) (cilium_identity{node=~"$node"})' },
          { unit: 'short', none: 'no identities', runbook: 'CiliumIdentitiesExhausting' },
        ),
      ],
    },
    ...datapath,
  ],
});
