import { type AddressRange, type Cidr, contains, formatCidr, hasHostBits, overlaps } from '../../model/cidr';
import { formatPath, type Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, error, type Fault, when } from './rule';

/** A value of the cluster file that is an address or a block, and where it stands. */
export interface Place<Range extends AddressRange = AddressRange> {
  readonly path: readonly Step[];
  readonly text: string;
  readonly range: Range;
}

/** The three networks that no address may belong to twice. */
export function networksOf({ network }: Cluster): Place[] {
  return (['nodeCIDR', 'podCIDR', 'serviceCIDR'] as const).map(key => block(['network', key], network[key]));
}

/** Pod and service network; one that overlaps the nodes is left out, because that is a finding of its own. */
export function overlaysOf(cluster: Cluster): Place[] {
  const [nodes, ...overlays] = networksOf(cluster);
  return overlays.filter(network => !overlaps(nodes!.range, network.range));
}

/** The addresses of the machines, control planes first. */
export function nodesOf({ talos }: Cluster): Place[] {
  return [
    ...talos.controlPlanes.map((text, index) => address(['talos', 'controlPlanes', index], text)),
    ...talos.workers.map((text, index) => address(['talos', 'workers', index], text)),
  ];
}

/** The host of the Kubernetes API; none where it is written as a name. */
export function endpointsOf({ talos }: Cluster): Place[] {
  const { address: found } = talos.endpoint;
  return found === undefined ? [] : [address(['talos', 'endpoint'], found)];
}

/** Addresses of other machines, and those that nodes take beside their own. */
export function hostsOf({ talos, ...cluster }: Cluster): Place[] {
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
export function poolBlocksOf({ loadBalancing }: Cluster): (Place & { readonly pool: string })[] {
  return loadBalancing.pools.flatMap(({ name, blocks }, pool) =>
    blocks.map((range, index) => ({
      path: ['loadBalancing', 'pools', pool, 'blocks', index],
      text: range.text,
      range,
      pool: name,
    })),
  );
}

export const networkRules: readonly ClusterRule[] = [
  error('overlapping-networks', cluster =>
    pairs(networksOf(cluster)).flatMap(([first, second]) =>
      when(overlaps(first.range, second.range), {
        path: second.path,
        message: `\`${second.text}\` overlaps ${last(first)} \`${first.text}\``,
        allowed: 'node, pod and service networks without a common address',
        repair: `choose another ${last(second)}`,
      }),
    ),
  ),
  error('host-bits-in-cidr', cluster =>
    cidrsOf(cluster).flatMap(({ path, text, range }) =>
      when(hasHostBits(range), {
        path,
        message: `\`${text}\` names an address inside a network, not the network`,
        allowed: 'a CIDR whose host bits are zero',
        repair: `did you mean \`${formatCidr(range)}\`?`,
      }),
    ),
  ),
  // kube-controller-manager gives every node a /24 (node-cidr-mask-size), and Talos leaves that default alone.
  error('pod-network-too-small', cluster => {
    const { length, text } = cluster.network.podCIDR;
    const nodes = nodesOf(cluster).length;
    const room = length > 24 ? 0 : 2 ** (24 - length);
    return when(room < nodes, {
      path: ['network', 'podCIDR'],
      message: `\`${text}\` holds \`${room}\` blocks of /24, and each of the \`${nodes}\` nodes takes one`,
      allowed: `a network of at least /${24 - Math.ceil(Math.log2(nodes))}`,
      repair: 'choose a wider podCIDR; it cannot grow later',
    });
  }),
  error('address-in-cluster-network', cluster =>
    [...hostsOf(cluster), ...endpointsOf(cluster), ...meshAddressOf(cluster)].flatMap(({ path, text, range }) =>
      overlaysOf(cluster)
        .filter(network => contains(network.range, range))
        .map(network => ({
          path,
          message: `\`${text}\` lies inside ${last(network)} \`${network.text}\`, so pods cannot reach the real machine`,
          allowed: 'an address outside the pod and service networks',
          repair: `correct ${formatPath(path)}, or choose another ${last(network)}`,
        })),
    ),
  ),
];

function meshAddressOf({ clusterMesh: mesh }: Cluster): Place[] {
  return mesh === undefined ? [] : [address(['clusterMesh', 'address'], mesh.address)];
}

/** Everything that is written as a CIDR; ranges of pools are not. */
function cidrsOf({ network, loadBalancing, egress }: Cluster): Place<Cidr>[] {
  const list = (path: readonly Step[], ranges: readonly AddressRange[]) =>
    ranges.flatMap((range, index) => (isCidr(range) ? [block([...path, index], range)] : []));
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

function block(path: readonly Step[], range: Cidr): Place<Cidr> {
  return { path, text: range.text, range };
}

function address(path: readonly Step[], range: AddressRange): Place {
  return { path, text: range.text, range };
}

function last({ path }: Pick<Fault, 'path'>): string {
  return String(path.at(-1));
}

/** Every unordered pair, in the order of the list. */
export function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second): [Item, Item] => [first, second]));
}
