import type { Cluster } from '../config/schema/cluster';
import { monitoredValues } from './monitored-values';

/** Port of the mesh API server's Service. */
export const meshPort = 2379;

/**
 * The mesh trusts one authority: the Secret `cilium-ca`, which you create in every cluster before Cilium. A job of the
 * chart signs with it. cert-manager cannot do that: it needs the network that would wait for its certificates.
 */
export function meshValues(cluster: Cluster, fleet: readonly Cluster[]) {
  const { clusterMesh: mesh } = cluster;
  if (mesh === undefined) return {};
  const peers = fleet.flatMap(({ name, clusterMesh: theirs }) =>
    theirs !== undefined && mesh.peers.includes(name) ? [[name, { ips: [theirs.address.text], port: meshPort }]] : [],
  );
  return {
    // A cluster without the shared authority must fail, not create one that no peer trusts.
    certgen: { generateCA: false },
    clustermesh: {
      useAPIServer: true,
      config: { enabled: true, clusters: Object.fromEntries(peers) },
      apiserver: {
        // The layer `cluster-mesh` makes the Service: here it would wait for an address of a later layer.
        service: { externallyCreated: true },
        // Every peer gets a user of its own, which is safe because all share one authority.
        tls: { authMode: 'cluster', auto: { enabled: true, method: 'cronJob', schedule: '0 0 1 */4 *' } },
        metrics: monitoredValues(cluster),
      },
    },
  };
}
