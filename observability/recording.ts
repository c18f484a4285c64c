import { budgets, windows } from './alerts/error-budgets';

/** A name that we give to an expression. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  /** Labels of the result. */
  readonly by: readonly string[];
}

/** An agent works: it answers and no module of it is degraded. 1 or 0. */
const agentStatus: Recording = {
  record: 'cilium_agent_status',
  expr: 'max by (node) (up{job="cilium-agent"}) * on (node) (max by (node) (cilium_hive_status{status="degraded"}) == bool 0) or max by (node) (up{job="cilium-agent"})',
  by: ['node'],
};

/** Endpoints by the directions in which policies hold for them. */
const enforcementStatus: Recording = {
  record: 'cilium_policy_enforcement_status',
  expr: 'sum by (enforcement) (cilium_policy_endpoint_enforcement_status)',
  by: ['enforcement'],
};

/** LoadBalancer Services: those that LB-IPAM serves, and those that wait for an address. */
const services: Recording = {
  record: 'cilium_loadbalancer_services',
  expr: 'label_replace(max(cilium_operator_lbipam_services_matching), "state", "matching", "", "") or label_replace(max(cilium_operator_lbipam_services_unsatisfied), "state", "unsatisfied", "", "")',
  by: ['state'],
};

const ratios: readonly Recording[] = budgets.flatMap(({ slo, bad, all }) =>
  windows.map(window => ({
    record: `${slo}:errors:ratio_rate${window}`,
    // Where nothing failed yet there is no series of failures.
    expr: `(sum(rate(${bad}[${window}])) or 0 * sum(rate(${all}[${window}]))) / sum(rate(${all}[${window}]))`,
    by: [],
  })),
);

/** Names of our own. The first three are those that Cilium never had; the ratios feed burn rates and dashboards. */
export const recordings: readonly Recording[] = [agentStatus, enforcementStatus, services, ...ratios];
