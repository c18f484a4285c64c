import { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../imports/monitoring.coreos.com';

export interface RuleGroupProps {
  readonly name: string;
  readonly namespace: string;
  readonly rules: readonly RuleProps[];
}

/** A recording rule or an alert. */
export interface RuleProps {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Rules that Prometheus evaluates in order. */
export class RuleGroup extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, rules }: RuleGroupProps) {
    super(scope, id);
    new PrometheusRule(this, 'rule', {
      metadata: { name, namespace },
      spec: {
        groups: [
          {
            name,
            rules: rules.map(rule => ({ ...rule, expr: PrometheusRuleSpecGroupsRulesExpr.fromString(rule.expr) })),
          },
        ],
      },
    });
  }
}
