import { type Cidr, formatAddress, formatCidr } from '../../../model/cidr';
import { type Network, networkOf } from '../networks';
import { type LintRule, onPeers } from '../visit';

export const cidrForPods: LintRule = {
  code: 'cidr-for-pods',
  severity: 'warning',
  title: 'A CIDR inside the cluster’s own networks',
  why: 'CIDR rules select addresses outside the cluster. They never match pods or nodes, whatever their addresses, nor Services, whose addresses are translated before the policy sees them. Such a rule allows nothing, or denies nothing. The networks are those of the Helm values, the cluster file, Nodes, Services and address pools; where none of these is given, nothing is reported. With `policyCIDRMatchMode: [nodes]`, CIDRs do match nodes.',
  wrong: `
apiVersion: v1
kind: Node
metadata: { name: worker-1 }
spec: { podCIDR: 10.244.3.0/24 }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: to-db, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toCIDR: [10.244.3.0/25]
`,
  right: `
apiVersion: v1
kind: Node
metadata: { name: worker-1 }
spec: { podCIDR: 10.244.3.0/24 }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: to-db, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEndpoints: [{ matchLabels: { app: db } }]
`,
  source: 'cilium 1.19 Documentation/security/policy/layer3.rst',
  find: onPeers(({ selector: { cidr }, path }, at, rule, { networks, settings }) => {
    const network = cidr && networkOf(cidr, networks);
    if (cidr === undefined || network === undefined) return [];
    if (network.of !== 'pods' && network.of !== 'Services' && settings.cidrsMatchNodes) return [];
    const side = rule.direction === 'ingress' ? 'from' : 'to';
    const isNetworkPolicy = rule.ref.manifest.object.kind === 'NetworkPolicy';
    return [
      {
        ...at(...(isNetworkPolicy ? ['ipBlock', 'cidr'] : path.at(-2) === `${side}CIDRSet` ? ['cidr'] : [])),
        message: `\`${formatWritten(cidr)}\` lies in ${formatCidr(network.cidr)}, the network of ${network.of} by ${network.source}, and CIDR rules never match ${network.maybeOutside ? 'it where it is a node' : network.of}`,
        repair:
          isNetworkPolicy && network.of === 'pods'
            ? 'select the pods with `podSelector` and `namespaceSelector`'
            : repairs[network.of](side),
      },
    ];
  }),
};

const formatWritten = ({ address, family, length }: Cidr) => `${formatAddress(address, family)}/${length}`;

const repairs: Readonly<Record<Network['of'], (side: string) => string>> = {
  pods: side => `select the pods with \`${side}Endpoints\``,
  Services: side => `select the pods behind the Service with \`${side}Endpoints\`, or name it in \`toServices\``,
  nodes: side => `use \`${side}Entities: [host, remote-node]\``,
  'the API server': side => `use \`${side}Entities: [kube-apiserver]\``,
};
