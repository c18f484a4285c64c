import { contains, overlaps } from '../../model/cidr';
import { formatPath } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { edgesOf, endpointsOf, hostsOf, type Located, nodesOf, overlaysOf, poolBlocksOf } from './places';
import { type ClusterRule, clusterRule, duplicates, pairs, when } from './rule';

export const poolRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'duplicate-pool',
    severity: 'error',
    title: 'Two pools with one name',
    why: 'The name becomes that of the CiliumLoadBalancerIPPool, so the second replaces the first.',
    wrong: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200/31]}, {name: lan, blocks: [192.168.10.210/31]}]
`,
    right: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200/31, 192.168.10.210/31]}]
`,
    find: ({ loadBalancing }) =>
      duplicates(
        loadBalancing.pools,
        pool => pool.name,
        ({ name }, index) => ({
          at: ['loadBalancing', 'pools', index, 'name'],
          message: `there are two pools \`${name}\``,
          allowed: 'a unique name for every pool',
          repair: 'rename one, or move its blocks to the other',
        }),
      ),
  }),
  clusterRule({
    code: 'overlapping-pools',
    severity: 'error',
    title: 'Pools with a common address',
    why: 'LB-IPAM marks the later pool as conflicting and gives out none of its addresses.',
    wrong: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200-192.168.10.209]}, {name: more, blocks: [192.168.10.209-192.168.10.219]}]
`,
    right: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200-192.168.10.209]}, {name: more, blocks: [192.168.10.210-192.168.10.219]}]
`,
    source: 'cilium 1.19 Documentation/network/lb-ipam.rst',
    find: cluster =>
      pairs(poolBlocksOf(cluster)).flatMap(([first, second]) =>
        when(overlaps(first.range, second.range), {
          at: second.at,
          message: `\`${second.text}\` overlaps \`${first.text}\` of pool \`${first.pool}\`: Cilium disables a pool that conflicts`,
          allowed: 'blocks without a common address',
          repair: 'shrink one of the two blocks',
        }),
      ),
  }),
  clusterRule({
    code: 'pool-contains-node',
    severity: 'error',
    title: 'A pool with the address of a node',
    why: 'A Service could be given the address of a machine. Two machines then answer for it.',
    wrong: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.10-192.168.10.29]}]
`,
    right: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200-192.168.10.219]}]
`,
    find: cluster => insidePools(cluster, nodesOf(cluster), 'node', 'two machines would answer for it'),
  }),
  clusterRule({
    code: 'pool-contains-endpoint',
    severity: 'error',
    title: 'A pool with the address of the API endpoint',
    why: 'A Service could take over the Kubernetes API.',
    wrong: 'talos: {endpoint: https://192.168.10.205:6443}',
    right: 'talos: {endpoint: https://192.168.10.5:6443}',
    find: cluster =>
      insidePools(
        cluster,
        endpointsOf(cluster).filter(endpoint => nodesOf(cluster).every(node => node.text !== endpoint.text)),
        'the API endpoint',
        'a Service could take over the Kubernetes API',
      ),
  }),
  clusterRule({
    code: 'pool-contains-host',
    severity: 'error',
    title: 'A pool with the address of another machine',
    why: 'A Service could be given an address that is in use.',
    wrong: 'dns: {provider: rfc2136, zones: [infraflux.dev], server: 192.168.10.201}',
    right: 'dns: {provider: rfc2136, zones: [infraflux.dev], server: 192.168.10.53}',
    find: cluster =>
      hostsOf(cluster).flatMap(host =>
        insidePools(cluster, [host], formatPath(host.at), 'a Service could be given an address that is in use'),
      ),
  }),
  clusterRule({
    code: 'pool-overlaps-network',
    severity: 'error',
    title: 'A pool inside the pod or service network',
    why: 'Those networks never leave the cluster, so such an address is unreachable from outside.',
    wrong: `
loadBalancing:
  pools: [{name: services, blocks: [10.100.0.0/24]}]
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
`,
    right: `
loadBalancing:
  pools: [{name: services, blocks: [10.50.0.0/24]}]
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
`,
    find: cluster =>
      poolBlocksOf(cluster).flatMap(({ at, text, range }) =>
        overlaysOf(cluster)
          .filter(network => overlaps(network.range, range))
          .map(network => ({
            at,
            message: `\`${text}\` overlaps ${formatPath(network.at)} \`${network.text}\`, which never leaves the cluster`,
            allowed: 'addresses that neither pods nor ClusterIP Services have',
            repair: 'choose addresses that are free in the network of your nodes or routed to it',
          })),
      ),
  }),
  clusterRule({
    code: 'pool-contains-broadcast',
    severity: 'error',
    title: 'A pool on the local segment with the network or broadcast address',
    why: 'The first and the last address of the network of the nodes belong to the network itself. A Service that is given one of them is unreachable.',
    wrong: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.240/28]}]
`,
    right: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.240-192.168.10.254]}]
`,
    source: 'RFC 1122 §3.2.1.3',
    find: cluster =>
      cluster.loadBalancing.l2 === undefined
        ? []
        : insidePools(cluster, edgesOf(cluster), 'the first or last address of nodeCIDR,', 'no machine can have it'),
  }),
];

function insidePools(cluster: Cluster, places: readonly Located[], what: string, why: string) {
  return poolBlocksOf(cluster).flatMap(block =>
    places
      .filter(place => contains(block.range, place.range))
      .map(place => ({
        at: block.at,
        message: `\`${block.text}\` of pool \`${block.pool}\` contains ${what} \`${place.text}\`: ${why}`,
        allowed: 'addresses that no machine has',
        repair: `leave \`${place.text}\` out of the pool`,
      })),
  );
}
