import type { Graph } from '../graph/graph';
import { field, listOf, textOf, textsOf } from '../model/fields';
import type { Cluster } from './cluster';
import { containersOf, podTemplateOf } from './pods';

/** Pods that something written runs. */
export interface Pods {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Pods in the host network have the identity of their node. */
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly name?: string; readonly number: number; readonly protocol: string }[];
}

const known = new WeakMap<Cluster, readonly Pods[]>();

export function podsOf(cluster: Cluster): readonly Pods[] {
  const found = known.get(cluster) ?? readPods(cluster);
  known.set(cluster, found);
  return found;
}

/** The graph knows what operators run. */
function readPods({ objects, releases, graph }: Cluster): Pods[] {
  const written = objects.flatMap(({ manifest: { object }, namespace = 'default' }) => {
    const template = podTemplateOf(object);
    if (template === undefined) return [];
    const ports = containersOf(template).flatMap(({ container }) =>
      listOf(container, 'ports').flatMap(port => {
        const number = field(port, 'containerPort');
        const name = textOf(port, 'name');
        const protocol = textOf(port, 'protocol') ?? 'TCP';
        return typeof number === 'number' ? [{ number, protocol, ...(name !== undefined && { name }) }] : [];
      }),
    );
    const hostNetwork = template.spec.hostNetwork === true;
    return [
      { namespace, name: object.metadata.name, labels: textsOf(template.metadata, 'labels'), hostNetwork, ports },
    ];
  });
  const rendered = releases.flatMap(({ facts }) => facts?.workloads ?? []);
  return [...written, ...rendered, ...(graph === undefined ? [] : podsOfGraph(graph))];
}

function podsOfGraph({ workloads }: Graph): Pods[] {
  return workloads.map(({ namespace, name, labels, ports, network }) => ({
    namespace,
    name,
    labels,
    hostNetwork: network === 'host',
    ports: Object.entries(ports).map(([portName, { number, protocol }]) => ({ name: portName, number, protocol })),
  }));
}
