import { z } from 'zod';
import { cidr, destinationCidr, nodeAddress } from './addresses';
import { dnsLabel, interfaceName, labels } from './values';

export const egress = z.strictObject({
  cidrGroups: z
    .array(
      z.strictObject({
        name: dnsLabel.describe('Name of the CiliumCIDRGroup.'),
        cidrs: z.array(cidr).min(1).describe('Networks of the group.'),
      }),
    )
    .prefault([])
    .describe('Named networks (CiliumCIDRGroup) that policies refer to.'),
  gateways: z
    .array(
      z.strictObject({
        name: dnsLabel.describe('Name of the policy.'),
        namespaces: z.array(dnsLabel).min(1).describe('Pods of these namespaces leave through the gateway.'),
        destinations: z.array(destinationCidr).min(1).describe('Networks outside the cluster.'),
        excluded: z
          .array(destinationCidr)
          .prefault([])
          .describe('Parts of the destinations that leave from the own node.'),
        nodeSelector: labels.describe('The node that is the gateway.'),
        address: nodeAddress.optional().describe('Source address to leave with; already on the gateway node.'),
        interface: interfaceName.optional().describe('Interface whose address is the source; not with `address`.'),
      }),
    )
    .prefault([])
    .describe('CiliumEgressGatewayPolicy: a fixed source address for traffic to destinations.'),
  nodeLocalDNS: z.boolean().default(false).describe('A DNS cache on every node, reached by CiliumLocalRedirectPolicy.'),
});
