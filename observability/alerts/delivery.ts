import type { Alert, DescribeAlerts } from './alert';
import { budgets, type ErrorBudget } from './error-budgets';

/** Gateways, Envoy and DNS: what every request of a user passes. */
export const deliveryAlerts: DescribeAlerts = () => [
  ...budgets.flatMap(burning),
  {
    name: 'GatewayBackendErrors',
    expr: `sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{${ofGateways},envoy_response_code_class="5"}[5m])) / sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{${ofGateways}}[5m])) > 0.05`,
    for: '10m',
    severity: 'warning',
    team: 'platform',
    summary: '{{ $labels.envoy_cluster_name }} fails {{ $value | humanizePercentage }} of its requests',
    description: 'The Gateway works; the Service behind this route answers with 5xx or not at all.',
  },
  {
    name: 'GatewayNoHealthyBackend',
    expr: `max by (envoy_cluster_name) (envoy_cluster_membership_healthy{${ofGateways}}) == 0`,
    for: '5m',
    severity: 'critical',
    team: 'platform',
    summary: '{{ $labels.envoy_cluster_name }} has no healthy backend',
    description: 'Every request to this route gets 503.',
  },
  {
    name: 'EnvoyDown',
    expr: 'max by (node) (up{job="cilium-envoy"}) == 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'Envoy down on {{ $labels.node }}',
    description: 'Connections that a policy of layer 7 or a Gateway sends through the proxy of this node fail.',
  },
  {
    name: 'CoreDNSDown',
    expr: 'absent(up{job="coredns"} == 1)',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'No CoreDNS answers',
    description: 'Pods resolve no name but what they or the DNS cache of their node remember.',
  },
  {
    name: 'DNSProxyFailing',
    expr: 'sum by (node, error) (rate(cilium_proxy_upstream_reply_seconds_count{error=~"timeout|proxyErr",protocol_l7="dns"}[5m])) > 0.1',
    for: '10m',
    severity: 'warning',
    team: 'network',
    summary: 'The DNS proxy of {{ $labels.node }} fails: {{ $labels.error }}',
    description: 'Pods whose policies name DNS names do not resolve them.',
  },
];

/** What Cilium calls the Services behind a Gateway's routes. */
const ofGateways = 'envoy_cluster_name=~".+/cilium-gateway-.+"';

/**
 * Two windows each: the long one says that it matters, the short one that it still goes on
 * (https://sre.google/workbook/alerting-on-slos/, multiwindow, multi-burn-rate).
 */
function burning({ name, slo, objective, team, what }: ErrorBudget): Alert[] {
  const burns = (factor: number, long: string, short: string) =>
    [long, short]
      .map(window => `${slo}:errors:ratio_rate${window} > ${factor} * ${rounded(1 - objective)}`)
      .join(' and ');
  const alert = { name, team, summary: `${what}: {{ $value | humanizePercentage }} fail` };
  return [
    {
      ...alert,
      expr: burns(14.4, '1h', '5m'),
      for: '2m',
      severity: 'critical',
      description: `At this rate, what may fail in 30 days at ${100 * objective} % is used up in two days.`,
    },
    {
      ...alert,
      expr: burns(3, '6h', '30m'),
      for: '15m',
      severity: 'warning',
      description: `At this rate, what may fail in 30 days at ${100 * objective} % is used up in ten days.`,
    },
  ];
}

const rounded = (share: number) => Number(share.toFixed(6));
