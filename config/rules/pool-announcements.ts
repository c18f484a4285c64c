import { contains, overlaps } from '../../model/cidr';
import { poolBlocksOf } from './places';
import { type ClusterRule, clusterRule, when } from './rule';

/** How the network learns of the pools, and whom they serve. */
export const poolAnnouncementRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'pool-without-announcement',
    severity: 'error',
    title: 'Pools that no node answers for',
    why: 'An address is of use only when the network learns where it is: by ARP on the segment, or by BGP.',
    wrong: 'loadBalancing: {l2: null}',
    right: 'loadBalancing: {l2: {interfaces: [^en.*]}}',
    find: ({ loadBalancing: { l2, bgp } }) =>
      when(l2 === undefined && bgp === undefined, {
        at: ['loadBalancing'],
        message: 'no node answers for the addresses of the pools',
        allowed: '`l2`, `bgp` or both',
        repair: 'add `l2: {interfaces: [^en.*]}` for a flat network, or `bgp` with your routers',
      }),
  }),
  clusterRule({
    code: 'reserved-pool-without-gateway',
    severity: 'error',
    title: 'A pool for a Gateway that is off',
    why: 'The pool serves that Gateway only, so its addresses are never given out.',
    wrong: `
ingress: {gateways: {public: false}}
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200/31]}, {name: public, blocks: [192.168.10.210/31], serves: public}]
`,
    right: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200/31]}, {name: public, blocks: [192.168.10.210/31], serves: public}]
`,
    find: ({ loadBalancing, ingress }) =>
      loadBalancing.pools.flatMap(({ name, serves }, index) =>
        when(serves !== 'everything' && !ingress.gateways[serves], {
          at: ['loadBalancing', 'pools', index, 'serves'],
          message: `pool \`${name}\` serves only the Gateway \`${serves}\`, which is off`,
          allowed: '`everything`, or a Gateway that is on',
          repair: `write \`ingress.gateways.${serves}: true\`, or remove the pool`,
        }),
      ),
  }),
  clusterRule({
    code: 'gateway-without-pool',
    severity: 'error',
    title: 'A Gateway that no pool has an address for',
    why: 'Its Service stays pending, and everything behind it is unreachable.',
    wrong: `
loadBalancing:
  pools: [{name: public, blocks: [192.168.10.200/31], serves: public}]
`,
    right: `
loadBalancing:
  pools: [{name: public, blocks: [192.168.10.200/31], serves: public}, {name: internal, blocks: [192.168.10.210/31], serves: internal}]
`,
    find: ({ loadBalancing, ingress }) => {
      const served = new Set(loadBalancing.pools.map(pool => pool.serves));
      const wants = { ...ingress.gateways, everything: ingress.controller };
      return (['public', 'internal', 'everything'] as const)
        .filter(who => wants[who] && !served.has('everything') && !served.has(who))
        .map(who => ({
          at: ['loadBalancing', 'pools'],
          message: `no pool has an address for ${who === 'everything' ? 'the Ingress controller' : `the Gateway \`${who}\``}`,
          allowed:
            who === 'everything'
              ? 'a pool with `serves: everything`'
              : `a pool with \`serves: ${who}\` or \`serves: everything\``,
          repair: `add such a pool, or turn off \`${who === 'everything' ? 'ingress.controller' : `ingress.gateways.${who}`}\``,
        }));
    },
  }),
  clusterRule({
    code: 'l2-pool-outside-network',
    severity: 'warning',
    title: 'A pool outside the network of the nodes, announced by ARP',
    why: 'ARP reaches one segment. It works only where a router has an on-link route to the pool, which this file cannot know.',
    wrong: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.99.0/28]}]
`,
    right: `
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200-192.168.10.219]}]
`,
    find: cluster => {
      const { nodeCIDR } = cluster.network;
      if (cluster.loadBalancing.l2 === undefined || cluster.loadBalancing.bgp !== undefined) return [];
      return poolBlocksOf(cluster)
        .filter(({ range }) => !contains(nodeCIDR, range))
        .map(({ at, text }) => ({
          at,
          message: `\`${text}\` is announced by ARP, but is outside nodeCIDR \`${nodeCIDR.text}\``,
          allowed: `addresses of \`${nodeCIDR.text}\`, or of another network on the same segment`,
          repair: 'move the pool into the network of the nodes, or announce it by BGP',
        }));
    },
  }),
  clusterRule({
    code: 'bgp-pool-in-node-network',
    severity: 'warning',
    title: 'A pool inside the network of the nodes, announced by BGP only',
    why: 'Neighbours of the nodes take such an address for one of their own segment and ask by ARP, which nothing answers.',
    wrong: `
loadBalancing:
  l2: null
  pools: [{name: services, blocks: [192.168.10.192/27]}]
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
`,
    right: `
loadBalancing:
  l2: null
  pools: [{name: services, blocks: [10.50.0.0/24]}]
  bgp:
    localASN: 64512
    peers: [{name: router, address: 192.168.10.1, asn: 64500}]
`,
    find: cluster => {
      const { nodeCIDR } = cluster.network;
      if (cluster.loadBalancing.bgp === undefined || cluster.loadBalancing.l2 !== undefined) return [];
      return poolBlocksOf(cluster)
        .filter(({ range }) => overlaps(nodeCIDR, range))
        .map(({ at, text }) => ({
          at,
          message: `\`${text}\` is inside nodeCIDR \`${nodeCIDR.text}\` and is announced by BGP only: neighbours of the nodes ask by ARP, and get no answer`,
          allowed: 'addresses outside the network of the nodes',
          repair: 'choose a separate network for the pool, or add `l2`',
        }));
    },
  }),
];
