import type { Cluster } from '../config/schema/cluster';
import { exposuresOf } from './exposure';
import type { Graph, GraphPart } from './graph';
import { coreDNS, kubernetes } from './kubernetes';
import { layers } from './layers';
import { nodeLocalDNS } from './layers/egress';
import { prometheus } from './layers/monitoring';
import { type Connection, connects, idOf, isWorkload, type Peer, type Workload } from './workload';

/** Joins the parts of all layers, and adds what follows from them. `applications` are the user's own workloads. */
export function buildGraph(
  cluster: Cluster,
  fleet: readonly Cluster[],
  applications: readonly GraphPart[] = [],
): Graph {
  const context = { cluster, fleet, exposures: exposuresOf(cluster) };
  const parts = [
    // No layer runs these; their policies come with the default deny and the host firewall.
    { layer: 'network-policies', ...kubernetes(cluster) },
    ...layers.map(layer => ({ layer: layer.name, ...layer.partOf(context) })),
    ...applications.map(part => ({ layer: 'workloads', ...part })),
  ];
  const workloads = parts.flatMap(({ layer, workloads }) => workloads.map(workload => ({ layer, ...workload })));
  const stated = parts.flatMap(part => part.connections);
  const ids = new Set(workloads.map(idOf));
  const runs = (peer: Peer) => !isWorkload(peer) || ids.has(idOf(peer));
  return {
    workloads,
    connections: [...stated, ...scrapes(workloads), ...lookups(workloads, stated)].filter(
      ({ from, to }) => runs(from) && runs(to),
    ),
  };
}

function scrapes(workloads: readonly Workload[]): Connection[] {
  return workloads.flatMap(target =>
    target.scraped ? [connects(prometheus, target, target.scraped, `scrapes the metrics of ${target.name}`)] : [],
  );
}

const resolvers: readonly Workload[] = [coreDNS, nodeLocalDNS];

/**
 * A workload that opens connections resolves names first. A query passes the DNS proxy, because rules for names rely on
 * the answers that it saw. A CiliumLocalRedirectPolicy is resolved before policy, so the cache on the node is a peer of its own; CoreDNS
 * stays one, because a node without a running cache redirects nothing (`cilium 1.19 pkg/loadbalancer/redirectpolicy`).
 */
function lookups(workloads: readonly Workload[], connections: readonly Connection[]): Connection[] {
  const opens = new Set(connections.flatMap(({ from }) => (isWorkload(from) ? [idOf(from)] : [])));
  const clients = workloads.filter(
    workload =>
      workload.network === 'pod' && opens.has(idOf(workload)) && !resolvers.some(r => idOf(r) === idOf(workload)),
  );
  return clients.flatMap(client => [
    { ...connects(client, coreDNS, ['dns', 'dns-tcp'], 'resolves the names of what it connects to'), dns: ['*'] },
    { ...connects(client, nodeLocalDNS, ['dns', 'dns-tcp'], 'resolves names by the cache on its node'), dns: ['*'] },
  ]);
}
