import { contains, overlaps } from '../../model/cidr';
import { formatPath } from '../../model/yaml';
import { endpointsOf, hostsOf, networksOf, nodesOf, overlaysOf, pairs, poolBlocksOf } from './networks';
import { type ClusterRule, duplicates, error, warning, when } from './rule';

export const poolRules: readonly ClusterRule[] = [
  error('duplicate-pool', ({ loadBalancing }) =>
    duplicates(
      loadBalancing.pools,
      pool => pool.name,
      ({ name }, index) => ({
        path: ['loadBalancing', 'pools', index, 'name'],
        message: `there are two pools \`${name}\``,
        allowed: 'a name of its own for every pool',
        repair: 'rename one, or move its blocks to the other',
      }),
    ),
  ),
  // LB-IPAM marks the later pool as conflicting and gives out none of its addresses.
  error('overlapping-pools', cluster =>
    pairs(poolBlocksOf(cluster)).flatMap(([first, second]) =>
      when(overlaps(first.range, second.range), {
        path: second.path,
        message: `\`${second.text}\` overlaps \`${first.text}\` of pool \`${first.pool}\`: Cilium disables a pool that conflicts`,
        allowed: 'blocks without a common address',
        repair: 'shrink one of the two blocks',
      }),
    ),
  ),
  error('pool-contains-node', cluster =>
    insidePools(cluster, nodesOf(cluster), 'node', 'two machines would answer for it'),
  ),
  error('pool-contains-endpoint', cluster =>
    insidePools(
      cluster,
      endpointsOf(cluster).filter(endpoint => nodesOf(cluster).every(node => node.text !== endpoint.text)),
      'the API endpoint',
      'a Service could take over the Kubernetes API',
    ),
  ),
  error('pool-contains-host', cluster =>
    hostsOf(cluster).flatMap(host =>
      insidePools(cluster, [host], formatPath(host.path), 'a Service could be given an address that is in use'),
    ),
  ),
  error('pool-overlaps-network', cluster =>
    poolBlocksOf(cluster).flatMap(({ path, text, range }) =>
      overlaysOf(cluster)
        .filter(network => overlaps(network.range, range))
        .map(network => ({
          path,
          message: `\`${text}\` overlaps ${formatPath(network.path)} \`${network.text}\`, which never leaves the cluster`,
          allowed: 'addresses that neither pods nor ClusterIP Services have',
          repair: 'choose addresses that are free in the network of your nodes or routed to it',
        })),
    ),
  ),
  error('pool-without-announcement', ({ loadBalancing: { l2, bgp } }) =>
    when(l2 === undefined && bgp === undefined, {
      path: ['loadBalancing'],
      message: 'no node answers for the addresses of the pools',
      allowed: '`l2`, `bgp` or both',
      repair: 'add `l2: {interfaces: [^en.*]}` for a flat network, or `bgp` with your routers',
    }),
  ),
  error('reserved-pool-without-gateway', ({ loadBalancing, ingress }) =>
    loadBalancing.pools.flatMap(({ name, serves }, index) =>
      when(serves !== 'everything' && !ingress.gateways[serves], {
        path: ['loadBalancing', 'pools', index, 'serves'],
        message: `pool \`${name}\` serves only the Gateway \`${serves}\`, which is off`,
        allowed: '`everything`, or a Gateway that is on',
        repair: `write \`ingress.gateways.${serves}: true\`, or remove the pool`,
      }),
    ),
  ),
  error('gateway-without-pool', ({ loadBalancing, ingress }) => {
    const served = new Set(loadBalancing.pools.map(pool => pool.serves));
    const wants = { ...ingress.gateways, everything: ingress.controller };
    return (['public', 'internal', 'everything'] as const)
      .filter(who => wants[who] && !served.has('everything') && !served.has(who))
      .map(who => ({
        path: ['loadBalancing', 'pools'],
        message: `no pool has an address for ${who === 'everything' ? 'the Ingress controller' : `the Gateway \`${who}\``}`,
        allowed:
          who === 'everything'
            ? 'a pool with `serves: everything`'
            : `a pool with \`serves: ${who}\` or \`serves: everything\``,
        repair: `add such a pool, or turn off \`${who === 'everything' ? 'ingress.controller' : `ingress.gateways.${who}`}\``,
      }));
  }),
  // ARP reaches one segment; it works when a router has an on-link route to the pool, which this file cannot know.
  warning('l2-pool-outside-network', cluster => {
    const [network] = networksOf(cluster);
    if (cluster.loadBalancing.l2 === undefined || cluster.loadBalancing.bgp !== undefined) return [];
    return poolBlocksOf(cluster)
      .filter(({ range }) => !contains(network!.range, range))
      .map(({ path, text }) => ({
        path,
        message: `\`${text}\` is announced by ARP, but lies outside nodeCIDR \`${network!.text}\``,
        allowed: `addresses of \`${network!.text}\`, or of another network on the same segment`,
        repair: 'move the pool into the network of the nodes, or announce it by BGP',
      }));
  }),
  warning('bgp-pool-in-node-network', cluster => {
    const [network] = networksOf(cluster);
    if (cluster.loadBalancing.bgp === undefined || cluster.loadBalancing.l2 !== undefined) return [];
    return poolBlocksOf(cluster)
      .filter(({ range }) => overlaps(network!.range, range))
      .map(({ path, text }) => ({
        path,
        message: `\`${text}\` lies in nodeCIDR \`${network!.text}\` and is announced by BGP only: neighbours of the nodes ask by ARP, and nobody answers`,
        allowed: 'addresses outside the network of the nodes',
        repair: 'choose a network of its own for the pool, or add `l2`',
      }));
  }),
];

function insidePools(
  cluster: Parameters<ClusterRule['find']>[0],
  places: ReturnType<typeof nodesOf>,
  what: string,
  why: string,
) {
  return poolBlocksOf(cluster).flatMap(block =>
    places
      .filter(place => contains(block.range, place.range))
      .map(place => ({
        path: block.path,
        message: `\`${block.text}\` of pool \`${block.pool}\` contains ${what} \`${place.text}\`: ${why}`,
        allowed: 'addresses that no machine has',
        repair: `leave \`${place.text}\` out of the pool`,
      })),
  );
}
