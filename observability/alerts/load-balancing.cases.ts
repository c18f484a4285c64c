import { type AlertCases, counting, recounting, settling, steady } from './alert-case';
import type { loadBalancingAlerts } from './load-balancing';

const noBackend = 'cilium_drop_count_total{node="a",direction="INGRESS",reason="Service backend not found"}';
const session = (node: string) => `cilium_bgp_control_plane_session_state{node="${node}",neighbor="10.1.0.2"}`;
const holder = (node: string) =>
  `kube_lease_owner{namespace="kube-system",lease="cilium-l2announce-shop-web",lease_holder="${node}"}`;
const pool = (name: string) => `cilium_operator_lbipam_ips_available{pool="${name}"}`;

export const cases: AlertCases<typeof loadBalancingAlerts> = {
  LoadBalancerNoBackend: {
    bad: { [noBackend]: counting(60) },
    fires: [{ node: 'a' }],
    good: { [noBackend]: steady(60) },
    restart: { [noBackend]: recounting(2) },
  },
  LoadBalancerAddressMissing: {
    bad: { cilium_operator_lbipam_services_unsatisfied: steady(1) },
    fires: [{}],
    good: { cilium_operator_lbipam_services_unsatisfied: steady(0) },
    restart: { cilium_operator_lbipam_services_unsatisfied: settling(3, 0) },
  },
  LoadBalancerPoolExhausted: {
    bad: { [pool('public')]: steady(0), [pool('internal')]: steady(5) },
    fires: [{ pool: 'public' }],
    good: { [pool('public')]: steady(5) },
    restart: { [pool('public')]: settling(0, 5) },
  },
  LoadBalancerPoolsConflicting: {
    bad: { cilium_operator_lbipam_conflicting_pools: steady(2) },
    fires: [{}],
    good: { cilium_operator_lbipam_conflicting_pools: steady(0) },
    restart: { cilium_operator_lbipam_conflicting_pools: settling(2, 0) },
  },
  BGPSessionDown: {
    bad: { [session('a')]: steady(0), [session('b')]: steady(1) },
    fires: [{ node: 'a', neighbor: '10.1.0.2' }],
    good: { [session('a')]: steady(1) },
    restart: { [session('a')]: settling(0, 1) },
  },
  BGPSpeakersMissing: {
    bad: { 'up{job="cilium-agent",node="a"}': steady(1) },
    fires: [{}],
    good: { [session('a')]: steady(0) },
    restart: { [session('a')]: '1x10 stale _x3 1x100' },
    absent: [{}],
  },
  BGPReconcileFailing: {
    bad: { 'cilium_bgp_control_plane_reconcile_errors_total{node="a",vrouter="main"}': counting(1) },
    fires: [{ node: 'a', vrouter: 'main' }],
    good: { 'cilium_bgp_control_plane_reconcile_errors_total{node="a",vrouter="main"}': steady(4) },
    restart: { 'cilium_bgp_control_plane_reconcile_errors_total{node="a",vrouter="main"}': '4x10 _x2 0x100' },
  },
  L2LeaseFlapping: {
    bad: { [holder('a')]: '1 _x3 1 _x3 1 _x3 1 _x3 1 _x3 1 _x3 1 _x3 1 _x3 1 _x3', [holder('b')]: steady(1) },
    fires: [{ lease: 'cilium-l2announce-shop-web' }],
    good: { [holder('a')]: steady(1) },
    // The lease moves once.
    restart: { [holder('a')]: '1x10 stale', [holder('b')]: '_x11 1x100' },
  },
};
