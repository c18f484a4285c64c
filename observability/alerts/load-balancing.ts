import { announcementLeases, dropReasons, limits } from '../matchers';
import { alert, describeAlerts } from './alert';

/** Addresses of Services, who announces them, and what is behind them. */
export const loadBalancingAlerts = describeAlerts(({ cluster: { loadBalancing } }) => [
  {
    name: 'LoadBalancerNoBackend',
    expr: `sum by (node) (rate(cilium_drop_count_total{reason="${dropReasons.noBackend}"}[5m])) > ${limits.dropsWithoutBackend}`,
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'Connections to a Service without backends are dropped on {{ $labels.node }}',
    description: 'Clients time out: the Service has an address but no ready pod.',
  },
  {
    name: 'LoadBalancerAddressMissing',
    expr: 'max(cilium_operator_lbipam_services_unsatisfied) > 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $value }} Services are waiting for an address',
    description: 'No pool selects them, or the address that they request is in use or in no pool.',
  },
  {
    name: 'LoadBalancerPoolExhausted',
    expr: 'max by (pool) (cilium_operator_lbipam_ips_available) == 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: 'Address pool {{ $labels.pool }} is exhausted',
    description: 'The next LoadBalancer Service that this pool serves gets no address.',
  },
  {
    name: 'LoadBalancerPoolsConflicting',
    expr: 'max(cilium_operator_lbipam_conflicting_pools) > 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: '{{ $value }} address pools overlap',
    description: 'LB-IPAM assigns no addresses from a pool that overlaps another one.',
  },
  ...(loadBalancing.bgp ? bgp : []),
  ...(loadBalancing.l2 ? [leaseFlapping] : []),
]);

const bgp = [
  alert({
    name: 'BGPSessionDown',
    expr: 'max by (node, neighbor) (cilium_bgp_control_plane_session_state) == 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'The BGP session of {{ $labels.node }} with {{ $labels.neighbor }} is down',
    description: 'The router withdraws the routes through this node when graceful restart ends.',
  }),
  alert({
    name: 'BGPSpeakersMissing',
    expr: 'absent(cilium_bgp_control_plane_session_state)',
    for: '10m',
    severity: 'critical',
    team: 'network',
    summary: 'No node speaks BGP',
    description: 'No node has the label that `loadBalancing.bgp.nodeSelector` selects, so nothing is announced.',
  }),
  alert({
    name: 'BGPReconcileFailing',
    expr: 'sum by (node, vrouter) (increase(cilium_bgp_control_plane_reconcile_errors_total[15m])) > 0',
    for: '15m',
    severity: 'warning',
    team: 'network',
    summary: 'Cilium cannot apply the BGP configuration of {{ $labels.vrouter }} on {{ $labels.node }}',
    description: 'Sessions run with an older configuration than the one in Git.',
  }),
];

const leaseFlapping = alert({
  name: 'L2LeaseFlapping',
  expr: `count by (lease) (count by (lease, lease_holder) (count_over_time(kube_lease_owner{${announcementLeases}}[15m]))) > 1`,
  for: '20m',
  severity: 'warning',
  team: 'network',
  summary: 'Lease {{ $labels.lease }} keeps moving between nodes',
  description: 'Whenever another node announces the address, existing connections to it break.',
});
