import { type AddressRange, type Cidr, formatAddress, overlaps, parseAddress } from '../../model/cidr';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';

/** An address or a block of the cluster file, and its path there. */
export interface Located<Range extends AddressRange = AddressRange> {
  readonly at: readonly Step[];
  readonly text: string;
  readonly range: Range;
}

/** The three networks that no address may belong to twice. */
export function networksOf({ network }: Cluster): Located[] {
  return (['nodeCIDR', 'podCIDR', 'serviceCIDR'] as const).map(key => block(['network', key], network[key]));
}

/** Pod and service network; one that overlaps the nodes is left out, because that is reported separately. */
export function overlaysOf(cluster: Cluster): Located[] {
  const { nodeCIDR } = cluster.network;
  return networksOf(cluster).filter(({ at, range }) => at.at(-1) !== 'nodeCIDR' && !overlaps(nodeCIDR, range));
}

/** The addresses of the machines, control planes first. */
export function nodesOf({ talos }: Cluster): Located[] {
  return [
    ...talos.controlPlanes.map((text, index) => address(['talos', 'controlPlanes', index], text)),
    ...talos.workers.map((text, index) => address(['talos', 'workers', index], text)),
  ];
}

/** The host of the Kubernetes API; none where it is written as a name. */
export function endpointsOf({ talos }: Cluster): Located[] {
  const { address: found } = talos.endpoint;
  return found === undefined ? [] : [address(['talos', 'endpoint'], found)];
}

/** Addresses of other machines, and those that nodes take beside their own. */
export function hostsOf({ talos, ...cluster }: Cluster): Located[] {
  const hosts = [
    ...(cluster.loadBalancing.bgp?.peers ?? []).map((peer, index) =>
      address(['loadBalancing', 'bgp', 'peers', index, 'address'], peer.address),
    ),
    ...cluster.egress.gateways.flatMap((gateway, index) =>
      gateway.address === undefined ? [] : [address(['egress', 'gateways', index, 'address'], gateway.address)],
    ),
  ];
  if (cluster.dns?.provider === 'rfc2136') hosts.push(address(['dns', 'server'], cluster.dns.server));
  return hosts;
}

/** The blocks of all pools. */
export function poolBlocksOf({ loadBalancing }: Cluster): (Located & { readonly pool: string })[] {
  return loadBalancing.pools.flatMap(({ name, blocks }, pool) =>
    blocks.map((range, index) => ({
      at: ['loadBalancing', 'pools', pool, 'blocks', index],
      text: range.text,
      range,
      pool: name,
    })),
  );
}

export function meshAddressOf({ clusterMesh: mesh }: Cluster): Located[] {
  return mesh === undefined ? [] : [address(['clusterMesh', 'address'], mesh.address)];
}

/** Everything that is written as a CIDR; ranges of pools are not. */
export function cidrsOf({ network, loadBalancing, egress }: Cluster): Located<Cidr>[] {
  const list = (at: readonly Step[], ranges: readonly AddressRange[]) =>
    ranges.flatMap((range, index) => (isCidr(range) ? [block([...at, index], range)] : []));
  const { nodeCIDR, podCIDR, serviceCIDR, routing } = network;
  return [
    block(['network', 'nodeCIDR'], nodeCIDR),
    block(['network', 'podCIDR'], podCIDR),
    block(['network', 'serviceCIDR'], serviceCIDR),
    ...(routing.nativeCIDR === undefined ? [] : [block(['network', 'routing', 'nativeCIDR'], routing.nativeCIDR)]),
    ...loadBalancing.pools.flatMap(({ blocks }, index) => list(['loadBalancing', 'pools', index, 'blocks'], blocks)),
    ...egress.cidrGroups.flatMap(({ cidrs }, index) => list(['egress', 'cidrGroups', index, 'cidrs'], cidrs)),
    ...egress.gateways.flatMap(({ destinations, excluded }, index) => [
      ...list(['egress', 'gateways', index, 'destinations'], destinations),
      ...list(['egress', 'gateways', index, 'excluded'], excluded),
    ]),
  ];
}

const isCidr = (range: AddressRange): range is Cidr => 'length' in range;

function block(at: readonly Step[], range: Cidr): Located<Cidr> {
  return { at, text: range.text, range };
}

function address(at: readonly Step[], range: AddressRange): Located {
  return { at, text: range.text, range };
}

/** The key by which a value is written: `podCIDR`. */
export function keyOf({ at }: Located): string {
  return String(at.at(-1));
}

/** The first and the last address of the network of the nodes; a network of one or two addresses has none (RFC 3021). */
export function edgesOf({ network: { nodeCIDR } }: Cluster): Located[] {
  if (nodeCIDR.length > 30) return [];
  return [nodeCIDR.first, nodeCIDR.last].flatMap(edge => {
    const range = parseAddress(formatAddress(edge, nodeCIDR.family));
    return range === undefined ? [] : [address(['network', 'nodeCIDR'], range)];
  });
}
