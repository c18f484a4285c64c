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

/** Pods only: health endpoints and the proxy of Gateways have no namespace, and must not be cut off. */
const everyPod = { matchExpressions: [{ key: namespaceLabel, operator: Operator.EXISTS }] };

/** One rule without peers: it admits nothing and enables default deny. Cilium rejects an empty list. */
const noPeers = [{}];

/**
 * Default deny, last of all: by then every layer has brought the policies of its own pods. In `audit`,
 * Cilium reports what these policies would deny, on pods and nodes alike, and lets it pass.
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
        description: 'Denies what no policy allows',
        endpointSelector: everyPod,
        ingress: noPeers,
        egress: noPeers,
      },
    });
    for (const namespace of closedNamespaces) {
      new CiliumNetworkPolicy(this, `default-deny-${namespace}`, {
        metadata: { name: 'default-deny-all', namespace },
        spec: {
          description: `Denies what no policy of ${namespace} allows`,
          endpointSelector: {},
          ingress: noPeers,
          egress: noPeers,
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
