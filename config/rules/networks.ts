import { contains, formatCidr, hasHostBits, overlaps } from '../../model/cidr';
import { formatPath } from '../../model/yaml';
import { cidrsOf, endpointsOf, hostsOf, keyOf, meshAddressOf, networksOf, nodesOf, overlaysOf } from './places';
import { type ClusterRule, clusterRule, pairs, when } from './rule';

/** The narrowest prefix with room for the network's address and ten more. */
const narrowestServiceNetwork = 28;

export const networkRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'overlapping-networks',
    severity: 'error',
    title: 'Node, pod and service networks that overlap',
    why: 'An address in two of them is ambiguous: traffic to a node ends at a pod, or the other way round. None of the three can change once the cluster exists.',
    wrong: 'network: {podCIDR: 192.168.0.0/16}',
    right: 'network: {podCIDR: 10.244.0.0/16}',
    find: cluster =>
      pairs(networksOf(cluster)).flatMap(([first, second]) =>
        when(overlaps(first.range, second.range), {
          at: second.at,
          message: `\`${second.text}\` overlaps ${keyOf(first)} \`${first.text}\``,
          allowed: 'node, pod and service networks without a common address',
          repair: `choose another ${keyOf(second)}`,
        }),
      ),
  }),
  clusterRule({
    code: 'host-bits-in-cidr',
    severity: 'error',
    title: 'A network written with the address of a host',
    why: '`192.168.10.7/24` names a host inside a network. Some parts take it for the network, others refuse it.',
    wrong: 'network: {nodeCIDR: 192.168.10.7/24}',
    right: 'network: {nodeCIDR: 192.168.10.0/24}',
    find: cluster =>
      cidrsOf(cluster).flatMap(({ at, text, range }) =>
        when(hasHostBits(range), {
          at,
          message: `\`${text}\` names an address inside a network, not the network`,
          allowed: 'a CIDR whose host bits are zero',
          repair: `did you mean \`${formatCidr(range)}\`?`,
        }),
      ),
  }),
  clusterRule({
    code: 'pod-network-too-small',
    severity: 'error',
    title: 'A pod network with fewer blocks than nodes',
    why: 'kube-controller-manager gives every node a /24, and Talos leaves that default alone. Nodes without a block never become ready, and the network cannot grow later.',
    wrong: `
talos: {workers: [192.168.10.21]}
network: {podCIDR: 10.244.0.0/24}
`,
    right: `
talos: {workers: [192.168.10.21]}
network: {podCIDR: 10.244.0.0/16}
`,
    source: 'kubernetes 1.36 kube-controller-manager --node-cidr-mask-size',
    find: cluster => {
      const { length, text } = cluster.network.podCIDR;
      const nodes = nodesOf(cluster).length;
      const room = length > 24 ? 0 : 2 ** (24 - length);
      return when(room < nodes, {
        at: ['network', 'podCIDR'],
        message: `\`${text}\` holds \`${room}\` blocks of /24, and each of the \`${nodes}\` nodes takes one`,
        allowed: `a network of at least /${24 - Math.ceil(Math.log2(nodes))}`,
        repair: 'choose a wider podCIDR; it cannot grow later',
      });
    },
  }),
  clusterRule({
    code: 'address-in-cluster-network',
    severity: 'error',
    title: 'The address of a machine inside the pod or service network',
    why: 'Pods take the address for a pod or a Service, and never reach the machine.',
    wrong: 'dns: {provider: rfc2136, zones: [infraflux.dev], server: 10.96.0.53}',
    right: 'dns: {provider: rfc2136, zones: [infraflux.dev], server: 192.168.10.53}',
    find: cluster =>
      [...hostsOf(cluster), ...endpointsOf(cluster), ...meshAddressOf(cluster)].flatMap(({ at, text, range }) =>
        overlaysOf(cluster)
          .filter(network => contains(network.range, range))
          .map(network => ({
            at,
            message: `\`${text}\` is inside ${keyOf(network)} \`${network.text}\`, so pods cannot reach the real machine`,
            allowed: 'an address outside the pod and service networks',
            repair: `correct ${formatPath(at)}, or choose another ${keyOf(network)}`,
          })),
      ),
  }),
  clusterRule({
    code: 'service-network-too-small',
    severity: 'error',
    title: 'A service network without room for the DNS Service',
    why: 'The API server refuses a range of fewer than 8 addresses, and Talos gives the tenth address to CoreDNS.',
    wrong: 'network: {serviceCIDR: 10.96.0.0/29}',
    right: 'network: {serviceCIDR: 10.96.0.0/16}',
    source: 'kubernetes 1.36 pkg/controlplane/services.go, talos 1.13 DNSServiceIPs',
    find: ({ network: { serviceCIDR } }) =>
      when(serviceCIDR.length > narrowestServiceNetwork, {
        at: ['network', 'serviceCIDR'],
        message: `\`${serviceCIDR.text}\` holds fewer than 11 addresses, and the tenth one is the DNS Service`,
        allowed: `a network of at least /${narrowestServiceNetwork}`,
        repair: 'choose a wider serviceCIDR; it cannot grow later',
      }),
  }),
];
