import { contains } from '../../model/cidr';
import type { Cluster } from '../schema/cluster';
import { poolBlocksOf } from './networks';
import { type ClusterRule, duplicates, error, type Fault, when } from './rule';

type Mesh = NonNullable<Cluster['clusterMesh']>;

const onClusterMesh =
  (find: (mesh: Mesh, cluster: Cluster) => readonly Fault[]): ClusterRule['find'] =>
  cluster =>
    cluster.clusterMesh === undefined ? [] : find(cluster.clusterMesh, cluster);

/** What a member of a mesh must get right alone. */
export const clusterMeshRules: readonly ClusterRule[] = [
  error(
    'mesh-name-reserved',
    onClusterMesh((_, { name }) =>
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
    onClusterMesh(({ peers }, { name }) =>
      peers.flatMap((peer, index) =>
        when(peer === name, {
          path: ['clusterMesh', 'peers', index],
          message: `\`${name}\` lists itself as a peer`,
          allowed: 'names of other clusters',
          repair: `remove \`${peer}\``,
        }),
      ),
    ),
  ),
  error(
    'duplicate-mesh-peer',
    onClusterMesh(({ peers }) =>
      duplicates(
        peers,
        peer => peer,
        (peer, index) => ({
          path: ['clusterMesh', 'peers', index],
          message: `peer \`${peer}\` is listed twice`,
          allowed: 'every peer once',
          repair: 'remove one of the two',
        }),
      ),
    ),
  ),
  error(
    'mesh-address-outside-pools',
    onClusterMesh(({ address }, cluster) => {
      const block = poolBlocksOf(cluster).find(({ range }) => contains(range, address));
      const pool = cluster.loadBalancing.pools.find(({ name }) => name === block?.pool);
      return when(pool?.serves !== 'everything', {
        path: ['clusterMesh', 'address'],
        message:
          pool === undefined
            ? `no pool contains \`${address.text}\`, so the mesh API server never gets it`
            : `\`${address.text}\` belongs to pool \`${pool.name}\`, which serves only the Gateway \`${pool.serves}\``,
        allowed: 'an address of a pool with `serves: everything`',
        repair: 'choose such an address, or add a pool that contains it',
      });
    }),
  ),
];
