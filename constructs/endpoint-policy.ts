import { Construct } from 'constructs';
import {
  CiliumNetworkPolicy,
  CiliumNetworkPolicySpecEgressToEntities as EgressEntity,
  CiliumNetworkPolicySpecEgressToEndpointsMatchExpressionsOperator as EgressOperator,
  CiliumNetworkPolicySpecEgressToPortsPortsProtocol as EgressProtocol,
  CiliumNetworkPolicySpecIngressFromEntities as IngressEntity,
  CiliumNetworkPolicySpecIngressFromEndpointsMatchExpressionsOperator as IngressOperator,
  CiliumNetworkPolicySpecIngressToPortsPortsProtocol as IngressProtocol,
} from '../imports/cilium.io';
import { describeRules, type PolicyRule, toEgress, toIngress, withSource } from './policy-rule';
import { crdMayBeMissing, syncWave } from './sync';

export interface EndpointPolicyProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods that the policy selects. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

const onIngress = { entity: IngressEntity, operator: IngressOperator, protocol: IngressProtocol };
const onEgress = { entity: EgressEntity, operator: EgressOperator, protocol: EgressProtocol };

/**
 * Everything that one workload may receive and open. A direction without rules is left to the cluster's default deny.
 * It is applied before the workload, because a pod without its policy is open and one with half of it is cut off.
 */
export class EndpointPolicy extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, labels, ingress, egress }: EndpointPolicyProps) {
    super(scope, id);
    new CiliumNetworkPolicy(this, 'policy', {
      metadata: { name, namespace, annotations: { ...syncWave(-1), ...crdMayBeMissing } },
      spec: {
        description: describeRules(ingress, egress),
        endpointSelector: { matchLabels: withSource(labels) },
        ...(ingress.length > 0 && { ingress: ingress.map(rule => toIngress(rule, onIngress)) }),
        ...(egress.length > 0 && { egress: egress.map(rule => toEgress(rule, onEgress)) }),
      },
    });
  }
}
