import type { Endpoint } from '../policy/input';
import { namespaceLabels, readWorkloads } from '../policy/workloads';
import { workloadsIn } from '../proof/workloads';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';

/**
 * The pods of a cluster as policies see them, with the labels of their namespaces and their service accounts: those that
 * are written, and those that charts and operators make. Pods in the host network are their nodes.
 */
export function endpointsOf(cluster: Cluster): Endpoint[] {
  const manifests = placedManifests(cluster);
  const pods = cluster.graph === undefined ? readWorkloads(manifests) : workloadsIn(manifests, cluster.graph);
  const namespaces = namespaceLabels(manifests);
  const rendered = cluster.graph === undefined ? cluster.releases.flatMap(({ facts }) => facts?.workloads ?? []) : [];
  const endpoints = [
    ...pods.filter(({ hostNetwork }) => !hostNetwork).map(({ endpoint }) => endpoint),
    ...rendered
      .filter(({ hostNetwork }) => !hostNetwork)
      .map(({ namespace, name, labels, ports }) => ({
        name: `${namespace}/${name}`,
        namespace,
        namespaceLabels: namespaces.get(namespace) ?? {},
        labels,
        namedPorts: ports.flatMap(({ name, number, protocol }) =>
          name === undefined ? [] : [{ name, port: number, protocol }],
        ),
      })),
  ];
  return [...new Map(endpoints.map(endpoint => [endpoint.name, endpoint])).values()];
}
