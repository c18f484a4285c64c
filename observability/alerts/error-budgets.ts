import type { Team } from './alert';

/** A service level: the share of good answers that users are promised over 30 days. */
export interface ErrorBudget {
  /** Name of the alert. */
  readonly name: string;
  /** First part of the names of its recording rules. */
  readonly slo: string;
  readonly objective: number;
  readonly team: Team;
  readonly what: string;
  /** Counters of bad answers and of all answers. */
  readonly bad: string;
  readonly all: string;
}

/** What Envoy calls the listeners of Gateways (`cilium 1.19 operator/pkg/model/translation/envoy_listener.go`). */
const listeners = 'envoy_http_conn_manager_prefix=~"listener-.+"';

export const budgets: readonly ErrorBudget[] = [
  {
    name: 'GatewayErrorBudgetBurn',
    slo: 'gateway',
    objective: 0.999,
    team: 'platform',
    what: 'Requests through the Gateways',
    bad: `envoy_http_downstream_rq_xx{${listeners},envoy_response_code_class="5"}`,
    all: `envoy_http_downstream_rq_xx{${listeners}}`,
  },
  {
    name: 'DNSErrorBudgetBurn',
    slo: 'dns',
    objective: 0.999,
    team: 'network',
    what: 'DNS queries to CoreDNS',
    bad: 'coredns_dns_responses_total{rcode="SERVFAIL"}',
    all: 'coredns_dns_responses_total',
  },
];

/** Windows of the burn rates that alerts compare. */
export const windows = ['5m', '30m', '1h', '6h'] as const;
