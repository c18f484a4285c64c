import type { Graph } from '../graph/graph';
import { idOf } from '../graph/workload';
import { compare } from '../model/finding';
import type { Manifest } from '../model/manifest';
import { namespaceLabels, type PodWorkload, readWorkloads } from '../policy/workloads';

/** The workloads that are written, and those that charts and operators make of which only the graph knows. */
export function workloadsIn(manifests: readonly Manifest[], graph: Graph): PodWorkload[] {
  const namespaces = namespaceLabels(manifests);
  const written = readWorkloads(manifests);
  const names = new Set(written.map(({ name }) => name));
  const made = graph.workloads
    .filter(workload => !names.has(idOf(workload)))
    .map(workload => {
      const { namespace, labels, network } = workload;
      const ports = Object.entries(workload.ports).map(([name, { number, protocol }]) => ({
        name,
        port: number,
        protocol,
      }));
      const name = idOf(workload);
      const namespaced = { namespace, namespaceLabels: namespaces.get(namespace) ?? {} };
      return {
        name,
        hostNetwork: network === 'host',
        ...(workload.nodes === 'control-plane' && { nodeIdentities: ['kube-apiserver'] }),
        ports,
        endpoint: { name, ...namespaced, labels, namedPorts: ports },
      };
    });
  return [...written, ...made].sort((a, b) => compare(a.name, b.name));
}
