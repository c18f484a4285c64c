import { type DescribeBoard, graph, number } from './board';

/** Agents and datapath. */
export const cilium: DescribeBoard = () => ({
  name: 'cilium',
  title: 'Cilium agent and datapath',
  description: 'Agents, endpoints, BPF maps and packets of every node.',
  variables: [{ name: 'node', label: 'Node', series: 'cilium_version', of: 'node' }],
  rows: [
    {
      title: 'Agents',
      panels: [
        number('Agents that work', 'sum(cilium_agent_status{node=~"$node"})', {
          unit: 'short',
          none: 'no agent is scraped',
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
          { unit: 'short', none: 'no endpoint', runbook: 'CiliumEndpointsNotReady' },
        ),
        graph(
          'Regenerations',
          {
            '{{outcome}}':
              'sum by (outcome) (rate(cilium_endpoint_regenerations_total{node=~"$node"}[$__rate_interval]))',
          },
          { unit: 'ops', none: 'no regeneration', runbook: 'CiliumEndpointRegenerationFailing' },
        ),
        graph(
          'Time of a regeneration (95 %)',
          {
            '{{scope}}':
              'histogram_quantile(0.95, sum by (le, scope) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket{node=~"$node",scope=~"total|waitingForLock|policyCalculation"}[$__rate_interval])))',
          },
          { unit: 's', none: 'no regeneration' },
        ),
        graph(
          'Identities',
          { '{{type}}': 'max by (type) (cilium_identity{node=~"$node"})' },
          { unit: 'short', none: 'no identity', runbook: 'CiliumIdentitiesExhausting' },
        ),
      ],
    },
    {
      title: 'BPF maps and addresses',
      panels: [
        graph(
          'Fullest maps',
          { '{{node}} {{map_name}}': 'topk(10, max by (node, map_name) (cilium_bpf_map_pressure{node=~"$node"}))' },
          {
            unit: 'percentunit',
            none: 'no map is a tenth full',
            limit: { above: 0.9, warn: 0.7 },
            runbook: 'CiliumMapPressure',
          },
        ),
        graph(
          'Map operations that fail',
          {
            '{{map_name}} {{operation}}':
              'sum by (map_name, operation) (rate(cilium_bpf_map_ops_total{node=~"$node",outcome="fail"}[$__rate_interval]))',
          },
          { unit: 'ops', none: 'none fails' },
        ),
        graph(
          'Pod addresses in use',
          {
            '{{node}}':
              'max by (node) (cilium_ip_addresses{node=~"$node",family="ipv4"}) / max by (node) (cilium_ipam_capacity{node=~"$node",family="ipv4"})',
          },
          {
            unit: 'percentunit',
            none: 'no address in use',
            limit: { above: 0.9 },
            runbook: 'CiliumAddressesExhausting',
          },
        ),
      ],
    },
    {
      title: 'Packets',
      panels: [
        graph(
          'Forwarded',
          { '{{direction}}': 'sum by (direction) (rate(cilium_forward_bytes_total{node=~"$node"}[$__rate_interval]))' },
          { unit: 'Bps', none: 'no traffic' },
        ),
        graph(
          'Dropped',
          {
            '{{direction}} {{reason}}':
              'sum by (direction, reason) (rate(cilium_drop_count_total{node=~"$node"}[$__rate_interval]))',
          },
          { unit: 'pps', none: 'nothing is dropped', runbook: 'CiliumDrops' },
        ),
        graph(
          'Errors and warnings in logs',
          {
            '{{level}} {{subsystem}}':
              'sum by (level, subsystem) (rate(cilium_errors_warnings_total{node=~"$node"}[$__rate_interval])) > 0',
          },
          { unit: 'ops', none: 'none' },
        ),
        graph(
          'Requests to the Kubernetes API',
          {
            '{{return_code}}':
              'sum by (return_code) (rate(cilium_k8s_client_api_calls_total{node=~"$node"}[$__rate_interval]))',
          },
          { unit: 'reqps', none: 'no request' },
        ),
      ],
    },
  ],
});
