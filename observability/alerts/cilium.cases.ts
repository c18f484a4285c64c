import { type AlertCases, counting, now, recounting, restarting, settling, steady } from './alert-case';
import type { ciliumAlerts } from './cilium';

const agent = (node: string) => `up{job="cilium-agent",node="${node}"}`;
const lease = 'kube_lease_renew_time{namespace="kube-system",lease="cilium-operator-resource-lock"}';

export const cases: AlertCases<typeof ciliumAlerts> = {
  CiliumAgentDown: {
    // One agent does not answer, and one node has none.
    bad: { [agent('a')]: steady(0), [agent('b')]: steady(1), 'kube_node_info{node="c"}': steady(1) },
    fires: [{ node: 'a' }, { node: 'c' }],
    good: { [agent('a')]: steady(1), 'kube_node_info{node="a"}': steady(1) },
    restart: { [agent('a')]: restarting, [agent('b')]: steady(1), 'kube_node_info{node="a"}': steady(1) },
  },
  CiliumAgentDegraded: {
    bad: { 'cilium_hive_status{node="a",status="degraded"}': steady(2) },
    fires: [{ node: 'a' }],
    good: { 'cilium_hive_status{node="a",status="degraded"}': steady(0) },
    restart: { 'cilium_hive_status{node="a",status="degraded"}': settling(4, 0) },
  },
  CiliumControllersFailing: {
    bad: { 'cilium_controllers_failing{node="a"}': steady(1) },
    fires: [{ node: 'a' }],
    good: { 'cilium_controllers_failing{node="a"}': steady(0) },
    restart: { 'cilium_controllers_failing{node="a"}': settling(3, 0) },
  },
  CiliumEndpointsNotReady: {
    bad: { 'cilium_endpoint_state{node="a",endpoint_state="not-ready"}': steady(3) },
    fires: [{ node: 'a' }],
    good: { 'cilium_endpoint_state{node="a",endpoint_state="ready"}': steady(30) },
    restart: { 'cilium_endpoint_state{node="a",endpoint_state="waiting-for-identity"}': settling(30, 0) },
  },
  CiliumEndpointRegenerationFailing: {
    bad: { 'cilium_endpoint_regenerations_total{node="a",outcome="fail"}': counting(2) },
    fires: [{ node: 'a' }],
    good: {
      'cilium_endpoint_regenerations_total{node="a",outcome="fail"}': steady(7),
      'cilium_endpoint_regenerations_total{node="a",outcome="success"}': counting(9),
    },
    restart: {
      'cilium_endpoint_regenerations_total{node="a",outcome="fail"}': '7x10 _x2 0x100',
      'cilium_endpoint_regenerations_total{node="a",outcome="success"}': recounting(9),
    },
  },
  CiliumMapPressure: {
    bad: {
      'cilium_bpf_map_pressure{node="a",map_name="ct4_global"}': steady(0.95),
      'cilium_bpf_map_pressure{node="a",map_name="lb4_services_v2"}': steady(0.1),
    },
    fires: [{ node: 'a', map_name: 'ct4_global' }],
    good: { 'cilium_bpf_map_pressure{node="a",map_name="ct4_global"}': steady(0.6) },
    restart: { 'cilium_bpf_map_pressure{node="a",map_name="ct4_global"}': settling(0.95, 0.6) },
  },
  CiliumIdentitiesExhausting: {
    bad: { 'cilium_identity{node="a",type="cluster_local"}': steady(60000) },
    fires: [{}],
    good: { 'cilium_identity{node="a",type="cluster_local"}': steady(300) },
    restart: { 'cilium_identity{node="a",type="cluster_local"}': settling(60000, 300) },
  },
  CiliumAddressesExhausting: {
    bad: {
      'cilium_ip_addresses{node="a",family="ipv4"}': steady(240),
      'cilium_ipam_capacity{node="a",family="ipv4"}': steady(254),
    },
    fires: [{ node: 'a' }],
    good: {
      'cilium_ip_addresses{node="a",family="ipv4"}': steady(60),
      'cilium_ipam_capacity{node="a",family="ipv4"}': steady(254),
    },
    restart: {
      'cilium_ip_addresses{node="a",family="ipv4"}': settling(250, 60),
      'cilium_ipam_capacity{node="a",family="ipv4"}': steady(254),
    },
  },
  CiliumOperatorDown: {
    bad: { 'up{job="cilium-operator",pod="x"}': steady(0) },
    fires: [{}],
    good: { 'up{job="cilium-operator",pod="x"}': steady(1), 'up{job="cilium-operator",pod="y"}': steady(0) },
    restart: { 'up{job="cilium-operator",pod="x"}': restarting },
    absent: [{}],
  },
  CiliumOperatorLeaderless: {
    bad: { [lease]: steady(0) },
    fires: [{}],
    good: { [lease]: now },
    restart: { [lease]: '0+60x10 600x3 840+60x100' },
  },
  CiliumUnmanagedPods: {
    bad: { cilium_operator_unmanaged_pods: steady(2) },
    fires: [{}],
    good: { cilium_operator_unmanaged_pods: steady(0) },
    restart: { cilium_operator_unmanaged_pods: settling(2, 0) },
  },
};
