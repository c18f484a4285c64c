import { gatewayListeners } from '../matchers';
import type { Severity, Team } from './alert';

/** A service level: the share of good answers that users are promised over `periodDays`. */
export interface ErrorBudget<Name extends string = string> {
  /** Name of the alert. */
  readonly name: Name;
  /** First part of the names of its recording rules. */
  readonly slo: string;
  readonly objective: number;
  readonly team: Team;
  readonly what: string;
  /** Counters of bad answers and of all answers. */
  readonly bad: string;
  readonly all: string;
}

export const gatewayBudget: ErrorBudget<'GatewayErrorBudgetBurn'> = {
  name: 'GatewayErrorBudgetBurn',
  slo: 'gateway',
  objective: 0.999,
  team: 'platform',
  what: 'Requests through the Gateways',
  bad: `envoy_http_downstream_rq_xx{${gatewayListeners},envoy_response_code_class="5"}`,
  all: `envoy_http_downstream_rq_xx{${gatewayListeners}}`,
};

export const dnsBudget: ErrorBudget<'DNSErrorBudgetBurn'> = {
  name: 'DNSErrorBudgetBurn',
  slo: 'dns',
  objective: 0.999,
  team: 'network',
  what: 'DNS queries to CoreDNS',
  bad: 'coredns_dns_responses_total{rcode="SERVFAIL"}',
  all: 'coredns_dns_responses_total',
};

export const budgets = [gatewayBudget, dnsBudget] as const;

export const periodDays = 30;

/** A rate at which a budget is used up, as a multiple of the one that lasts for the whole period. */
export interface BurnRate {
  readonly factor: number;
  /** The long window says that it matters, the short one that it still goes on. */
  readonly long: string;
  readonly short: string;
  readonly for: string;
  readonly severity: Severity;
}

/** https://sre.google/workbook/alerting-on-slos/, "Multiwindow, Multi-Burn-Rate Alerts". */
export const burnRates = {
  fast: { factor: 14.4, long: '1h', short: '5m', for: '2m', severity: 'critical' },
  slow: { factor: 3, long: '6h', short: '30m', for: '15m', severity: 'warning' },
} as const satisfies Record<string, BurnRate>;

/** Windows that error ratios are recorded over. */
export const windows: readonly string[] = [
  ...Object.values(burnRates).map(({ short }) => short),
  ...Object.values(burnRates).map(({ long }) => long),
];

/** The recording rule of a budget's error ratio. */
export const errorRatio = ({ slo }: ErrorBudget, window: string) => `${slo}:errors:ratio_rate${window}`;

/** The share of answers that may be bad. */
export const tolerated = ({ objective }: ErrorBudget) => rounded(1 - objective);

/** The share of bad answers above which a budget burns at a rate. */
export const burnLimit = (budget: ErrorBudget, { factor }: BurnRate) => rounded(factor * tolerated(budget));

const rounded = (share: number) => Number(share.toFixed(6));
