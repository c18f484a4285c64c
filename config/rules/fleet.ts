import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';
import { fleetMeshRules } from './fleet-mesh';
import { type FleetRule, fleetRule, when } from './rule';

/** What only the fleet shows. */
export const fleetRules: readonly FleetRule[] = [
  fleetRule({
    code: 'duplicate-cluster',
    severity: 'error',
    title: 'Two cluster files with one name',
    why: 'Both are written to the same folder: one of the two platforms is lost.',
    wrong: `
# file: first.yaml
name: lab
# file: second.yaml
name: lab
`,
    right: `
# file: first.yaml
name: lab
# file: second.yaml
name: second
`,
    find: ({ clusters }) => repeated(clusters, ['name'], ({ name }) => name),
  }),
  fleetRule({
    code: 'duplicate-mesh-id',
    severity: 'error',
    title: 'Two members of a fleet with one cluster ID',
    why: 'The ID is part of every identity. Two clusters with one ID take each other’s pods for their own.',
    wrong: `
# file: east.yaml
clusterMesh: {id: 1}
# file: west.yaml
clusterMesh: {id: 1}
`,
    right: `
# file: east.yaml
clusterMesh: {id: 1}
# file: west.yaml
clusterMesh: {id: 2}
`,
    source: 'cilium 1.19 Documentation/network/clustermesh/clustermesh.rst',
    find: ({ clusters }) =>
      repeated(
        clusters.filter(({ clusterMesh: mesh }) => mesh !== undefined),
        ['clusterMesh', 'id'],
        ({ clusterMesh: mesh }) => String(mesh?.id),
      ),
  }),
  ...fleetMeshRules,
];

function repeated(clusters: readonly Cluster[], at: readonly Step[], value: (cluster: Cluster) => string) {
  return clusters.flatMap((cluster, index) => {
    const earlier = clusters.slice(0, index).find(other => value(other) === value(cluster));
    return when(earlier !== undefined, {
      at,
      message: `${at.join('.')} \`${value(cluster)}\` is already used by another cluster${at.includes('clusterMesh') ? `, \`${earlier?.name}\`` : ''}`,
      allowed: 'a value that is unique in the fleet',
      repair: 'change that of the cluster that is not built yet; it cannot change later',
    }).map(fault => ({ ...fault, cluster }));
  });
}
