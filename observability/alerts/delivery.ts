import { failedDNSReplies, gatewayRoutes, limits } from '../matchers';
import { type Alert, describeAlerts } from './alert';
import {
  type BurnRate,
  budgets,
  burnRates,
  type ErrorBudget,
  errorRatio,
  periodDays,
  tolerated,
} from './error-budgets';

/** Gateways, Envoy and DNS: what every request of a user passes. */
export const deliveryAlerts = describeAlerts(() => [
  ...budgets.flatMap(budget => Object.values(burnRates).map(rate => burning(budget, rate))),
  {
    name: 'GatewayBackendErrors',
    expr: `sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{${gatewayRoutes},envoy_response_code_class="5"}[5m])) / sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{${gatewayRoutes}}[5m])) > ${limits.failedRequests}`,
    for: '10m',
    severity: 'warning',
    team: 'platform',
    summary: '{{ $labels.envoy_cluster_name }} fails {{ $value | humanizePercentage }} of its requests',
    description: 'The Gateway works, but the Service behind this route answers with 5xx or not at all.',
  },
  {
    name: 'GatewayNoHealthyBackend',
    expr: `max by (envoy_cluster_name) (envoy_cluster_membership_healthy{${gatewayRoutes}}) == 0`,
    for: '5m',
    severity: 'critical',
    team: 'platform',
    summary: '{{ $labels.envoy_cluster_name }} has no healthy backend',
    description: 'Every request to this route gets a 503.',
  },
  {
    name: 'EnvoyDown',
    expr: 'max by (node) (up{job="cilium-envoy"}) == 0',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'Envoy is down on {{ $labels.node }}',
    description: 'Connections that an L7 policy or a Gateway sends through the proxy on this node fail.',
  },
  {
    name: 'CoreDNSDown',
    expr: 'absent(up{job="coredns"} == 1)',
    for: '5m',
    severity: 'critical',
    team: 'network',
    summary: 'No CoreDNS pod responds',
    description: 'Pods can resolve only the names that they, or the DNS cache of their node, still hold.',
  },
  {
    name: 'DNSProxyFailing',
    expr: `sum by (node, error) (rate(cilium_proxy_upstream_reply_seconds_count{${failedDNSReplies}}[5m])) > ${limits.failedDNSReplies}`,
    for: '10m',
    severity: 'warning',
    team: 'network',
    summary: 'The DNS proxy on {{ $labels.node }} fails: {{ $labels.error }}',
    description: 'Pods whose policies contain DNS rules cannot resolve names.',
  },
]);

function burning<Name extends string>(budget: ErrorBudget<Name>, { factor, ...rate }: BurnRate): Alert<Name> {
  const burns = (window: string) => `${errorRatio(budget, window)} > ${factor} * ${tolerated(budget)}`;
  return {
    name: budget.name,
    expr: `${burns(rate.long)} and ${burns(rate.short)}`,
    for: rate.for,
    severity: rate.severity,
    team: budget.team,
    summary: `${budget.what}: {{ $value | humanizePercentage }} fail`,
    description: `At this rate, the error budget for ${periodDays} days at ${100 * budget.objective} % is used up in ${Math.floor(periodDays / factor)} days.`,
  };
}
