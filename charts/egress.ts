import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { images } from '../config/versions';
import { Layer } from '../constructs/layer';
import { NodeLocalDNS } from '../constructs/node-local-dns';
import type { Allowance } from '../graph/allowance';
import { coreDNS } from '../graph/kubernetes';
import { nodeLocalDNS } from '../graph/layers/egress';
import {
  CiliumCidrGroup,
  CiliumEgressGatewayPolicy,
  CiliumEgressGatewayPolicySpecSelectorsPodSelectorMatchExpressionsOperator as Operator,
} from '../imports/cilium.io';
import { allow } from './allow';

export interface EgressProps {
  readonly egress: Cluster['egress'];
  /** Whether the cluster has Prometheus, and with it the CRDs of monitors. */
  readonly monitored: boolean;
  readonly allowances: readonly Allowance[];
}

/**
 * How traffic leaves: gateways that give pods a fixed source address, named networks for policies, and a DNS cache on
 * every node. A gateway only chooses the route; policies decide what pods may reach.
 *
 * Upstream: https://docs.cilium.io/en/v1.19/network/egress-gateway/egress-gateway/
 */
export class Egress extends Layer {
  constructor(scope: Construct, name: string, { egress, monitored, allowances }: EgressProps) {
    super(scope, name);
    for (const { name, cidrs } of egress.cidrGroups) {
      new CiliumCidrGroup(this, `cidr-group-${name}`, {
        metadata: { name },
        spec: { externalCidRs: cidrs.map(({ text }) => text) },
      });
    }
    for (const gateway of egress.gateways) {
      new CiliumEgressGatewayPolicy(this, `gateway-${gateway.name}`, {
        metadata: { name: gateway.name },
        spec: {
          selectors: [
            {
              podSelector: {
                matchExpressions: [
                  { key: 'io.kubernetes.pod.namespace', operator: Operator.IN, values: gateway.namespaces },
                ],
              },
            },
          ],
          destinationCidRs: gateway.destinations.map(({ text }) => text),
          ...(gateway.excluded.length > 0 && { excludedCidRs: gateway.excluded.map(({ text }) => text) }),
          egressGateway: {
            nodeSelector: { matchLabels: gateway.nodeSelector },
            egressIp: gateway.address?.text,
            interface: gateway.interface,
          },
        },
      });
    }
    if (egress.nodeLocalDNS) {
      allow(this, allowances);
      new NodeLocalDNS(this, 'node-local-dns', {
        ...nodeLocalDNS,
        image: images.nodeLocalDNS,
        resolver: coreDNS.labels,
        monitored,
      });
    }
  }
}
