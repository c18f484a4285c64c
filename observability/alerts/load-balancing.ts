import type { Alert, DescribeAlerts } from './alert';

/** Addresses of Services, who announces them, and what is behind them. */
export const loadBalancingAlerts: DescribeAlerts = ({ cluster: { loadBalancing } }) => [
  {
    name: 'LoadBalancerNoBackend',
    expr: 'sum by (node) (rate(cilium_drop_count_total{reason="Service backend not found"}[5m])) > 0.1',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'Connections to a Service without backends are dropped on {{ $labels.node }}',
    description: 'Clients see timeouts: the Service has an address and no ready pod.',
  },
  {
    name: 'LoadBalancerAddressMissing',
    expr: 'max(cilium_operator_lbipam_services_unsatisfied) > 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $value }} Services wait for an address',
    description: 'No pool serves them, or the address that they ask for is taken or in no pool.',
  },
  {
    name: 'LoadBalancerPoolExhausted',
    expr: 'max by (pool) (cilium_operator_lbipam_ips_available) == 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: 'Address pool {{ $labels.pool }} has no address left',
    description: 'The next LoadBalancer Service that the pool serves stays without an address.',
  },
  {
    name: 'LoadBalancerPoolsConflicting',
    expr: 'max(cilium_operator_lbipam_conflicting_pools) > 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $value }} address pools overlap with others',
    description: 'LB-IPAM gives no address out of a pool that overlaps with another one.',
  },
  ...(loadBalancing.bgp ? bgp : []),
  ...(loadBalancing.l2 ? l2 : []),
];

const bgp: readonly Alert[] = [
  {
    name: 'BGPSessionDown',
    expr: 'max by (node, neighbor) (cilium_bgp_control_plane_session_state) == 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'BGP session of {{ $labels.node }} with {{ $labels.neighbor }} down',
    description: 'The router takes the routes of this node away when graceful restart ends.',
  },
  {
    name: 'BGPSpeakersMissing',
    expr: 'absent(cilium_bgp_control_plane_session_state)',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'No node speaks BGP',
    description: 'No node carries the label that `loadBalancing.bgp.nodeSelector` asks for: nothing is announced.',
  },
  {
    name: 'BGPReconcileFailing',
    expr: 'sum by (node, vrouter) (increase(cilium_bgp_control_plane_reconcile_errors_total[15m])) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: 'BGP configuration of {{ $labels.vrouter }} fails on {{ $labels.node }}',
    description: 'Sessions run with an older configuration than the one in Git.',
  },
];

const l2: readonly Alert[] = [
  {
    name: 'L2LeaseFlapping',
    expr: 'count by (lease) (count by (lease, lease_holder) (count_over_time(kube_lease_owner{namespace="kube-system",lease=~"cilium-l2announce-.*"}[15m]))) > 1',
    for: '20m',
    severity: 'warning',
    team: 'network',
    summary: 'Nodes take {{ $labels.lease }} from each other',
    description: 'With every change of the announcing node, running connections to the address break.',
  },
];
