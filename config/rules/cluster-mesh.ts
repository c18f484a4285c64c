import { contains } from '../../model/cidr';
import type { Cluster } from '../schema/cluster';
import { poolBlocksOf } from './places';
import { type ClusterFinding, type ClusterRule, clusterRule, duplicates, type FindInCluster, when } from './rule';

type Mesh = NonNullable<Cluster['clusterMesh']>;

const onClusterMesh =
  (find: (mesh: Mesh, cluster: Cluster) => readonly ClusterFinding[]): FindInCluster =>
  cluster =>
    cluster.clusterMesh === undefined ? [] : find(cluster.clusterMesh, cluster);

/** What a member of a mesh must get right alone. */
export const clusterMeshRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'mesh-name-reserved',
    severity: 'error',
    title: 'A member of a cluster mesh called `default`',
    why: 'Cilium refuses the name `default` together with a cluster ID: the agent does not start.',
    wrong: `
# file: east.yaml
clusterMesh: {peers: [default]}
# file: west.yaml
name: default
`,
    right: `
# file: east.yaml
clusterMesh: {peers: [west]}
# file: west.yaml
name: west
`,
    source: 'cilium 1.19 pkg/clustermesh/types/option.go',
    find: onClusterMesh((_, { name }) =>
      when(name === 'default', {
        at: ['name'],
        message: 'the name `default` is refused by Cilium for a cluster that has an id',
        allowed: 'any other name',
        repair: 'rename the cluster before it is built',
      }),
    ),
  }),
  clusterRule({
    code: 'mesh-peer-itself',
    severity: 'error',
    title: 'A cluster that lists itself as a peer',
    why: 'A cluster mesh connects different clusters. The entry was meant for another one.',
    wrong: `
# file: east.yaml

# file: west.yaml
clusterMesh: {peers: [east, west]}
`,
    right: `
# file: east.yaml

# file: west.yaml
clusterMesh: {peers: [east]}
`,
    find: onClusterMesh(({ peers }, { name }) =>
      peers.flatMap((peer, index) =>
        when(peer === name, {
          at: ['clusterMesh', 'peers', index],
          message: `\`${name}\` lists itself as a peer`,
          allowed: 'names of other clusters',
          repair: `remove \`${peer}\``,
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'duplicate-mesh-peer',
    severity: 'error',
    title: 'A peer listed twice',
    why: 'One entry is a mistake, often for another cluster.',
    wrong: `
# file: east.yaml

# file: west.yaml
clusterMesh: {peers: [east, east]}
`,
    right: `
# file: east.yaml

# file: west.yaml
clusterMesh: {peers: [east]}
`,
    find: onClusterMesh(({ peers }) =>
      duplicates(
        peers,
        peer => peer,
        (peer, index) => ({
          at: ['clusterMesh', 'peers', index],
          message: `peer \`${peer}\` is listed twice`,
          allowed: 'every peer once',
          repair: 'remove one of the two',
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'mesh-address-outside-pools',
    severity: 'error',
    title: 'A mesh address that no pool gives out',
    why: 'The Service of the mesh API server asks LB-IPAM for this address. Outside every pool, or in a pool that serves one Gateway only, it stays pending and no peer connects.',
    wrong: `
# file: east.yaml

# file: west.yaml
clusterMesh: {address: 10.2.0.30}
`,
    right: `
# file: east.yaml

# file: west.yaml
clusterMesh: {address: 10.2.0.130}
`,
    find: onClusterMesh(({ address }, cluster) => {
      const block = poolBlocksOf(cluster).find(({ range }) => contains(range, address));
      const pool = cluster.loadBalancing.pools.find(({ name }) => name === block?.pool);
      return when(pool?.serves !== 'everything', {
        at: ['clusterMesh', 'address'],
        message:
          pool === undefined
            ? `no pool contains \`${address.text}\`, so the mesh API server never gets it`
            : `\`${address.text}\` belongs to pool \`${pool.name}\`, which serves only the Gateway \`${pool.serves}\``,
        allowed: 'an address of a pool with `serves: everything`',
        repair: 'choose such an address, or add a pool that contains it',
      });
    }),
  }),
];
