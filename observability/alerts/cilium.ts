import type { DescribeAlerts } from './alert';

/** Identities of one cluster are 16 bits wide (`cilium 1.19 pkg/identity/numericidentity.go`). */
const identities = 65535;

/** A node whose agent is down, or that has none. */
const nodesWithout = (job: string) =>
  `max by (node) (up{job="${job}"}) == 0 or (max by (node) (kube_node_info) unless on (node) max by (node) (up{job="${job}"}))`;

/** Agents and operator of Cilium. */
export const ciliumAlerts: DescribeAlerts = () => [
  {
    name: 'CiliumAgentDown',
    expr: nodesWithout('cilium-agent'),
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'Cilium agent down on {{ $labels.node }}',
    description: 'Running connections go on, but pods do not start and changes of policies and Services are not seen.',
  },
  {
    name: 'CiliumAgentDegraded',
    expr: 'max by (node) (cilium_hive_status{status="degraded"}) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value }} modules of the Cilium agent degraded on {{ $labels.node }}',
    description: 'Parts of the agent report that they do not work; which ones stands in `cilium-dbg status`.',
  },
  {
    name: 'CiliumControllersFailing',
    expr: 'max by (node) (cilium_controllers_failing) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value }} controllers of the Cilium agent failing on {{ $labels.node }}',
    description: 'Work that the agent repeats until it succeeds has not succeeded for a quarter of an hour.',
  },
  {
    name: 'CiliumEndpointsNotReady',
    expr: 'sum by (node) (cilium_endpoint_state{endpoint_state=~"not-ready|invalid|waiting-for-identity"}) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value }} endpoints not ready on {{ $labels.node }}',
    description: 'These pods have no network, or one without the policies that select them.',
  },
  {
    name: 'CiliumEndpointRegenerationFailing',
    expr: 'sum by (node) (rate(cilium_endpoint_regenerations_total{outcome="fail"}[5m])) > 0',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'Endpoints fail to regenerate on {{ $labels.node }}',
    description:
      'Pods keep the policies that they had: what was allowed since is dropped, what was denied since passes.',
  },
  {
    name: 'CiliumMapPressure',
    expr: 'max by (node, map_name) (cilium_bpf_map_pressure) > 0.9',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'BPF map {{ $labels.map_name }} is {{ $value | humanizePercentage }} full on {{ $labels.node }}',
    description: 'A full map takes no new entries: new connections, Services or policies are dropped.',
  },
  {
    name: 'CiliumIdentitiesExhausting',
    expr: `max(sum by (node) (cilium_identity)) / ${identities} > 0.8`,
    for: '1h',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value | humanizePercentage }} of all identities are taken',
    description: 'Pods whose labels have no identity yet will not start when none is left.',
  },
  {
    name: 'CiliumAddressesExhausting',
    expr: 'max by (node) (cilium_ip_addresses{family="ipv4"}) / max by (node) (cilium_ipam_capacity{family="ipv4"}) > 0.9',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value | humanizePercentage }} of the pod addresses of {{ $labels.node }} are taken',
    description: 'Pods scheduled to the node will not start when none is left.',
  },
  {
    name: 'CiliumOperatorDown',
    expr: 'absent(up{job="cilium-operator"} == 1)',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'No Cilium operator is up',
    description: 'Gateways, addresses of Services, BGP and identities stand still; running traffic does not.',
  },
  {
    name: 'CiliumOperatorLeaderless',
    expr: 'time() - max(kube_lease_renew_time{namespace="kube-system",lease="cilium-operator-resource-lock"}) > 120',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'No Cilium operator has led for {{ $value | humanizeDuration }}',
    description: 'Operators run, but none works: Gateways, addresses of Services, BGP and identities stand still.',
  },
  {
    name: 'CiliumUnmanagedPods',
    expr: 'max(cilium_operator_unmanaged_pods) > 0',
    for: '30m',
    severity: 'warning',
    team: 'security',
    summary: '{{ $value }} pods run without Cilium',
    description: 'They started before Cilium did: no policy holds for them and no policy can name them.',
  },
];
