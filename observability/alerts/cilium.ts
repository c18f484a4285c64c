import { limits, nodesWithout } from '../matchers';
import { describeAlerts } from './alert';

/** Identities of one cluster are 16 bits wide (`cilium 1.19 pkg/identity/numericidentity.go`). */
const identities = 65535;

/** Agents and operator of Cilium. */
export const ciliumAlerts = describeAlerts(() => [
  {
    name: 'CiliumAgentDown',
    expr: nodesWithout('cilium-agent'),
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'The Cilium agent is down on {{ $labels.node }}',
    description:
      'Existing connections continue, but pods do not start, and changes to policies and Services have no effect.',
  },
  {
    name: 'CiliumAgentDegraded',
    expr: 'max by (node) (cilium_hive_status{status="degraded"}) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value }} modules of the Cilium agent are degraded on {{ $labels.node }}',
    description: 'Parts of the agent report that they do not work; run `cilium-dbg status` to see which.',
  },
  {
    name: 'CiliumControllersFailing',
    expr: 'max by (node) (cilium_controllers_failing) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value }} controllers of the Cilium agent are failing on {{ $labels.node }}',
    description: 'Tasks that the agent retries until they succeed have been failing for 15 minutes.',
  },
  {
    name: 'CiliumEndpointsNotReady',
    expr: 'sum by (node) (cilium_endpoint_state{endpoint_state=~"not-ready|invalid|waiting-for-identity"}) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value }} endpoints are not ready on {{ $labels.node }}',
    description: 'These pods have no network, or one on which their policies do not apply yet.',
  },
  {
    name: 'CiliumEndpointRegenerationFailing',
    expr: 'sum by (node) (rate(cilium_endpoint_regenerations_total{outcome="fail"}[5m])) > 0',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'Endpoints fail to regenerate on {{ $labels.node }}',
    description: 'Pods keep their old policies: newly allowed traffic is dropped, and newly denied traffic passes.',
  },
  {
    name: 'CiliumMapPressure',
    expr: `max by (node, map_name) (cilium_bpf_map_pressure) > ${limits.mapPressure}`,
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'BPF map {{ $labels.map_name }} is {{ $value | humanizePercentage }} full on {{ $labels.node }}',
    description: 'A full map accepts no new entries: new connections, Services or policies are dropped.',
  },
  {
    name: 'CiliumIdentitiesExhausting',
    expr: `max(sum by (node) (cilium_identity)) / ${identities} > 0.8`,
    for: '1h',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value | humanizePercentage }} of all identities are in use',
    description: 'Once none is left, pods with a new set of labels do not start.',
  },
  {
    name: 'CiliumAddressesExhausting',
    expr: `max by (node) (cilium_ip_addresses{family="ipv4"}) / max by (node) (cilium_ipam_capacity{family="ipv4"}) > ${limits.addressesInUse}`,
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: '{{ $value | humanizePercentage }} of the pod addresses of {{ $labels.node }} are in use',
    description: 'Once none is left, pods scheduled to this node do not start.',
  },
  {
    name: 'CiliumOperatorDown',
    expr: 'absent(up{job="cilium-operator"} == 1)',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'No Cilium operator is running',
    description: 'Gateways, Service addresses, BGP and identities are not updated; existing traffic continues.',
  },
  {
    name: 'CiliumOperatorLeaderless',
    expr: 'time() - max(kube_lease_renew_time{namespace="kube-system",lease="cilium-operator-resource-lock"}) > 120',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'No Cilium operator has been the leader for {{ $value | humanizeDuration }}',
    description: 'Operators run, but none is active: Gateways, Service addresses, BGP and identities are not updated.',
  },
  {
    name: 'CiliumUnmanagedPods',
    expr: 'max(cilium_operator_unmanaged_pods) > 0',
    for: '30m',
    severity: 'warning',
    team: 'security',
    summary: '{{ $value }} pods run without Cilium',
    description: 'They started before Cilium did: no policy applies to them, and none can select them as a peer.',
  },
]);
