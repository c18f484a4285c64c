import { type AlertCases, counting, recounting, steady } from './alert-case';
import type { policyAlerts } from './policy';

const pair =
  'source_namespace="shop",source_workload="cart",destination_namespace="shop",destination_workload="database"';
const labels = {
  source_namespace: 'shop',
  source_workload: 'cart',
  destination_namespace: 'shop',
  destination_workload: 'database',
};
const drop = (reason: string) => `hubble_drop_total{${pair},reason="${reason}",protocol="TCP"}`;
const verdict = (action: string) =>
  `hubble_policy_verdicts_total{${pair},direction="ingress",match="none",action="${action}"}`;
const dropped = (reason: string) => `cilium_drop_count_total{node="a",direction="INGRESS",reason="${reason}"}`;

export const cases: AlertCases<typeof policyAlerts> = {
  NetworkPolicyDenials: {
    bad: { [drop('POLICY_DENIED')]: counting(60) },
    fires: [labels],
    good: { [drop('POLICY_DENIED')]: steady(60), [drop('STALE_OR_UNROUTABLE_IP')]: counting(60) },
    restart: { [drop('POLICY_DENIED')]: recounting(2) },
  },
  NetworkPolicyAudit: {
    bad: { [verdict('audit')]: counting(1) },
    fires: [labels],
    good: { [verdict('forwarded')]: counting(60) },
    restart: { [verdict('audit')]: '5x10 _x2 0x100', [verdict('forwarded')]: recounting(60) },
  },
  CiliumPolicyDenied: {
    bad: { [dropped('Policy denied')]: counting(1200), [dropped('Policy denied by denylist')]: counting(60) },
    fires: [{ node: 'a', direction: 'INGRESS' }],
    good: { [dropped('Policy denied')]: counting(60) },
    restart: { [dropped('Policy denied')]: '9000x10 _x2 0+60x100' },
  },
  CiliumPolicyChangeFailed: {
    bad: { 'cilium_policy_change_total{node="a",outcome="failure"}': counting(1) },
    fires: [{ node: 'a' }],
    good: { 'cilium_policy_change_total{node="a",outcome="success"}': counting(1) },
    restart: {
      'cilium_policy_change_total{node="a",outcome="failure"}': '4x10 _x2 0x100',
      'cilium_policy_change_total{node="a",outcome="success"}': recounting(5),
    },
  },
  CiliumL7Denied: {
    bad: { 'cilium_policy_l7_total{node="a",proxy_type="fqdn",rule="denied"}': counting(30) },
    fires: [{ node: 'a', proxy_type: 'fqdn' }],
    good: { 'cilium_policy_l7_total{node="a",proxy_type="fqdn",rule="forwarded"}': counting(600) },
    restart: { 'cilium_policy_l7_total{node="a",proxy_type="fqdn",rule="denied"}': recounting(2) },
  },
  CiliumDrops: {
    bad: { [dropped('CT: Map insertion failed')]: counting(300) },
    fires: [{ node: 'a', direction: 'INGRESS', reason: 'CT: Map insertion failed' }],
    good: { [dropped('Policy denied')]: counting(6000), [dropped('Stale or unroutable IP')]: counting(6) },
    restart: { [dropped('Stale or unroutable IP')]: '0+6x10 _x2 0x1 300x100' },
  },
};
