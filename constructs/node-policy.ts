import { Construct } from 'constructs';
import {
  CiliumClusterwideNetworkPolicy,
  CiliumClusterwideNetworkPolicySpecIngressFromEntities as Entity,
  CiliumClusterwideNetworkPolicySpecIngressIcmpsFieldsType as IcmpType,
  CiliumClusterwideNetworkPolicySpecIngressFromEndpointsMatchExpressionsOperator as Operator,
  CiliumClusterwideNetworkPolicySpecIngressToPortsPortsProtocol as Protocol,
} from '../imports/cilium.io';
import { describeRules, entitiesOf, type PolicyRule, toIngress } from './policy-rule';

export interface NodePolicyProps {
  readonly name: string;
  /** Labels of the nodes that the policy selects; all nodes where empty. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly PolicyRule[];
  /** Who may send which ICMP messages, which no rule on ports covers. */
  readonly icmp?: { readonly entities: readonly string[]; readonly types: readonly string[] };
}

const onIngress = { entity: Entity, operator: Operator, protocol: Protocol };

/**
 * What nodes admit into their own network namespace, processes on the host network included. From the first such policy
 * on, a node refuses everything else that is sent to it.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/security/host-firewall/
 */
export class NodePolicy extends Construct {
  constructor(scope: Construct, id: string, { name, labels, ingress, icmp }: NodePolicyProps) {
    super(scope, id);
    const messages = icmp && {
      fromEntities: entitiesOf(icmp.entities, onIngress),
      icmps: [{ fields: icmp.types.map(type => ({ type: IcmpType.fromString(type) })) }],
    };
    new CiliumClusterwideNetworkPolicy(this, 'policy', {
      metadata: { name },
      spec: {
        description: describeRules(ingress, []),
        nodeSelector: Object.keys(labels).length > 0 ? { matchLabels: { ...labels } } : {},
        ingress: [...ingress.map(rule => toIngress(rule, onIngress)), ...(messages ? [messages] : [])],
      },
    });
  }
}
