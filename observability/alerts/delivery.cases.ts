import { type AlertCases, counting, recounting, restarting, settling, steady } from './alert-case';
import type { deliveryAlerts } from './delivery';

const downstream = (code: string) =>
  `envoy_http_downstream_rq_xx{node="a",envoy_http_conn_manager_prefix="listener-secure",envoy_response_code_class="${code}"}`;
const route = 'gateway-system/cilium-gateway-public/shop:web:80';
const upstream = (code: string) =>
  `envoy_cluster_upstream_rq_xx{node="a",envoy_cluster_name="${route}",envoy_response_code_class="${code}"}`;
const healthy = (node: string) => `envoy_cluster_membership_healthy{node="${node}",envoy_cluster_name="${route}"}`;
const answers = (rcode: string) => `coredns_dns_responses_total{pod="x",server="dns://:53",zone=".",rcode="${rcode}"}`;
const proxy = (error: string) =>
  `cilium_proxy_upstream_reply_seconds_count{node="a",error="${error}",protocol_l7="dns",scope="totalTime"}`;
const both = [{ severity: 'critical' }, { severity: 'warning' }];

export const cases: AlertCases<typeof deliveryAlerts> = {
  GatewayErrorBudgetBurn: {
    bad: { [downstream('5')]: counting(30), [downstream('2')]: counting(600) },
    fires: both,
    good: { [downstream('4')]: counting(60), [downstream('2')]: counting(6000) },
    restart: { [downstream('5')]: recounting(1), [downstream('2')]: recounting(6000) },
  },
  DNSErrorBudgetBurn: {
    bad: { [answers('SERVFAIL')]: counting(60), [answers('NOERROR')]: counting(600) },
    fires: both,
    good: { [answers('NXDOMAIN')]: counting(600), [answers('NOERROR')]: counting(600) },
    restart: { [answers('SERVFAIL')]: recounting(1), [answers('NOERROR')]: recounting(6000) },
  },
  GatewayBackendErrors: {
    bad: { [upstream('5')]: counting(60), [upstream('2')]: counting(600) },
    fires: [{ envoy_cluster_name: route }],
    good: { [upstream('5')]: counting(6), [upstream('2')]: counting(600) },
    restart: { [upstream('5')]: recounting(6), [upstream('2')]: recounting(600) },
  },
  GatewayNoHealthyBackend: {
    bad: { [healthy('a')]: steady(0), [healthy('b')]: steady(0) },
    fires: [{ envoy_cluster_name: route }],
    good: { [healthy('a')]: steady(0), [healthy('b')]: steady(2) },
    restart: { [healthy('a')]: settling(0, 2) },
  },
  EnvoyDown: {
    bad: { 'up{job="cilium-envoy",node="a"}': steady(0) },
    fires: [{ node: 'a' }],
    good: { 'up{job="cilium-envoy",node="a"}': steady(1) },
    restart: { 'up{job="cilium-envoy",node="a"}': restarting },
  },
  CoreDNSDown: {
    bad: { 'up{job="coredns",pod="x"}': steady(0) },
    fires: [{}],
    good: { 'up{job="coredns",pod="x"}': steady(1), 'up{job="coredns",pod="y"}': steady(0) },
    restart: { 'up{job="coredns",pod="x"}': restarting },
    absent: [{}],
  },
  DNSProxyFailing: {
    bad: { [proxy('timeout')]: counting(60) },
    fires: [{ node: 'a', error: 'timeout' }],
    good: { [proxy('')]: counting(600) },
    restart: { [proxy('timeout')]: recounting(2), [proxy('')]: recounting(600) },
  },
};
