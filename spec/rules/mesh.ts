import { contains, parseAddress } from '../../model/cidr';
import type { Cluster } from '../schema/cluster';
import { poolBlocksOf } from './networks';
import { type ClusterRule, duplicates, error, type Fault, when } from './rule';

type Mesh = NonNullable<Cluster['mesh']>;

const onMesh =
  (find: (mesh: Mesh, cluster: Cluster) => readonly Fault[]): ClusterRule['find'] =>
  cluster =>
    cluster.mesh === undefined ? [] : find(cluster.mesh, cluster);

/** What a member of a mesh must get right alone. */
export const meshRules: readonly ClusterRule[] = [
  error(
    'mesh-name-reserved',
    onMesh((_, { name }) =>
      when(name === 'default', {
        path: ['name'],
        message: 'the name `default` is refused by Cilium for a cluster that has an id',
        allowed: 'any other name',
        repair: 'rename the cluster before it is built',
      }),
    ),
  ),
  error(
    'mesh-peer-itself',
    onMesh(({ peers }, { name }) =>
      peers.flatMap((peer, index) =>
        when(peer === name, {
          path: ['mesh', 'peers', index],
          message: `\`${name}\` lists itself as a peer`,
          allowed: 'names of other clusters',
          repair: `remove \`${peer}\``,
        }),
      ),
    ),
  ),
  error(
    'duplicate-mesh-peer',
    onMesh(({ peers }) =>
      duplicates(
        peers,
        peer => peer,
        (peer, index) => ({
          path: ['mesh', 'peers', index],
          message: `peer \`${peer}\` is listed twice`,
          allowed: 'every peer once',
          repair: 'remove one of the two',
        }),
      ),
    ),
  ),
  error(
    'mesh-address-outside-pools',
    onMesh(({ address }, cluster) => {
      const block = poolBlocksOf(cluster).find(({ range }) => contains(range, parseAddress(address)!));
      const pool = cluster.loadBalancing.pools.find(({ name }) => name === block?.pool);
      return when(pool?.serves !== 'everything', {
        path: ['mesh', 'address'],
        message:
          pool === undefined
            ? `no pool contains \`${address}\`, so the mesh API server never gets it`
            : `\`${address}\` belongs to pool \`${pool.name}\`, which serves only the Gateway \`${pool.serves}\``,
        allowed: 'an address of a pool with `serves: everything`',
        repair: 'choose such an address, or add a pool that contains it',
      });
    }),
  ),
];
