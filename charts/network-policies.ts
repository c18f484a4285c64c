import type { Construct } from 'constructs';
import { Layer } from '../constructs/layer';
import { NodePolicy } from '../constructs/node-policy';
import { namespaceLabel } from '../constructs/policy-rule';
import type { Allowance } from '../graph/allowance';
import type { HostFirewall } from '../graph/host-firewall';
import {
  CiliumClusterwideNetworkPolicy,
  CiliumNetworkPolicy,
  CiliumClusterwideNetworkPolicySpecEndpointSelectorMatchExpressionsOperator as Operator,
} from '../imports/cilium.io';
import { allow } from './allow';

export interface NetworkPoliciesProps {
  /** Policies of the pods that no layer brings: the cluster's resolver. */
  readonly allowances: readonly Allowance[];
  /** Namespaces that stay closed even where the cluster's default deny is taken away. */
  readonly closedNamespaces: readonly string[];
  readonly hostFirewall?: HostFirewall;
}

/** Pods alone: health endpoints and the proxy of Gateways have no namespace, and must not be cut off with them. */
const everyPod = { matchExpressions: [{ key: namespaceLabel, operator: Operator.EXISTS }] };

/** One rule that names nobody: it admits nothing, and from it on the direction is closed. An empty list is refused. */
const nobody = [{}];

/**
 * Default deny, last of all: every layer has brought the policies of its own pods by then. With the posture `audit`,
 * Cilium reports what these policies would refuse, on pods and nodes alike, and lets it pass.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/security/policy/intro/
 */
export class NetworkPolicies extends Layer {
  constructor(scope: Construct, name: string, props: NetworkPoliciesProps) {
    super(scope, name);
    const { allowances, closedNamespaces, hostFirewall } = props;
    allow(this, allowances);
    new CiliumClusterwideNetworkPolicy(this, 'default-deny', {
      metadata: { name: 'default-deny' },
      spec: {
        description: 'What no policy allows is refused',
        endpointSelector: everyPod,
        ingress: nobody,
        egress: nobody,
      },
    });
    for (const namespace of closedNamespaces) {
      new CiliumNetworkPolicy(this, `default-deny-${namespace}`, {
        metadata: { name: 'default-deny-all', namespace },
        spec: {
          description: `What no policy of ${namespace} allows is refused`,
          endpointSelector: {},
          ingress: nobody,
          egress: nobody,
        },
      });
    }
    if (hostFirewall) {
      const { allNodes, controlPlanes, echo } = hostFirewall;
      new NodePolicy(this, 'all-nodes', { name: 'all-nodes', labels: {}, ingress: allNodes, icmp: echo });
      new NodePolicy(this, 'control-planes', {
        name: 'control-planes',
        labels: { 'node-role.kubernetes.io/control-plane': '' },
        ingress: controlPlanes,
      });
    }
  }
}
