import { type ClusterRule, clusterRule, duplicates, when } from './rule';

export const egressRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'duplicate-cidr-group',
    severity: 'error',
    title: 'Two CIDR groups with one name',
    why: 'The name becomes that of the CiliumCIDRGroup, so the second replaces the first.',
    wrong: `
egress:
  cidrGroups:
    - {name: office, cidrs: [198.51.100.0/24]}
    - {name: office, cidrs: [203.0.113.0/24]}
`,
    right: `
egress:
  cidrGroups:
    - {name: office, cidrs: [198.51.100.0/24, 203.0.113.0/24]}
`,
    find: ({ egress }) =>
      duplicates(
        egress.cidrGroups,
        group => group.name,
        ({ name }, index) => ({
          at: ['egress', 'cidrGroups', index, 'name'],
          message: `there are two CIDR groups \`${name}\``,
          allowed: 'a unique name for every group',
          repair: 'merge the two, or rename one',
        }),
      ),
  }),
  clusterRule({
    code: 'duplicate-egress-gateway',
    severity: 'error',
    title: 'Two egress gateways with one name',
    why: 'The name becomes that of the CiliumEgressGatewayPolicy, so the second replaces the first.',
    wrong: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {egress: a}}
    - {name: partner, namespaces: [shop], destinations: [203.0.113.0/24], nodeSelector: {egress: a}}
`,
    right: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24, 203.0.113.0/24], nodeSelector: {egress: a}}
`,
    find: ({ egress }) =>
      duplicates(
        egress.gateways,
        gateway => gateway.name,
        ({ name }, index) => ({
          at: ['egress', 'gateways', index, 'name'],
          message: `there are two egress gateways \`${name}\``,
          allowed: 'a unique name for every gateway',
          repair: 'merge the two, or rename one',
        }),
      ),
  }),
  clusterRule({
    code: 'egress-address-and-interface',
    severity: 'error',
    title: 'An egress gateway with two sources',
    why: 'Without either, Cilium takes the interface of the default route. With both, it is not defined which one wins.',
    wrong: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {egress: a}, address: 192.168.10.10, interface: eth1}
`,
    right: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {egress: a}, interface: eth1}
`,
    source: 'cilium 1.19 Documentation/network/egress-gateway',
    find: ({ egress }) =>
      egress.gateways.flatMap(({ name, address, interface: device }, index) =>
        when(address !== undefined && device !== undefined, {
          at: ['egress', 'gateways', index, 'interface'],
          message: `gateway \`${name}\` names its source twice: by address \`${address?.text}\` and by interface \`${device}\``,
          allowed: '`address`, `interface`, or neither for the interface of the default route',
          repair: 'remove one of the two',
        }),
      ),
  }),
];
