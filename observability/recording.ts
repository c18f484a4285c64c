import { budgets, errorRatio, windows } from './alerts/error-budgets';

/** A recording rule. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  /** Labels of the result. */
  readonly by: readonly string[];
}

/** 1 where an agent is up and none of its modules is degraded, otherwise 0. */
const agentStatus: Recording = {
  record: 'cilium_agent_status',
  expr: 'max by (node) (up{job="cilium-agent"}) * on (node) (max by (node) (cilium_hive_status{status="degraded"}) == bool 0) or max by (node) (up{job="cilium-agent"})',
  by: ['node'],
};

/** Endpoints by the directions in which policies are enforced on them. */
const enforcementStatus: Recording = {
  record: 'cilium_policy_enforcement_status',
  expr: 'sum by (enforcement) (cilium_policy_endpoint_enforcement_status)',
  by: ['enforcement'],
};

/** LoadBalancer Services: those that LB-IPAM serves, and those waiting for an address. */
const services: Recording = {
  record: 'cilium_loadbalancer_services',
  expr: 'label_replace(max(cilium_operator_lbipam_services_matching), "state", "matching", "", "") or label_replace(max(cilium_operator_lbipam_services_unsatisfied), "state", "unsatisfied", "", "")',
  by: ['state'],
};

const ratios: readonly Recording[] = budgets.flatMap(budget =>
  windows.map(window => ({
    record: errorRatio(budget, window),
    // Until something fails, the series of failures does not exist.
    expr: `(sum(rate(${budget.bad}[${window}])) or 0 * sum(rate(${budget.all}[${window}]))) / sum(rate(${budget.all}[${window}]))`,
    by: [],
  })),
);

/** Rules whose names look like metrics of Cilium, which has none of them. */
export const lookAlikes: readonly Recording[] = [agentStatus, enforcementStatus, services];

/** The ratios feed burn rates and dashboards. */
export const recordings: readonly Recording[] = [...lookAlikes, ...ratios];
