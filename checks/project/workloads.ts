import type { Cluster } from './cluster';
import { field, listOf, textOf, textsOf } from './fields';
import { containersOf, podTemplateOf } from './pods';

/** Pods that something written runs. */
export interface Pods {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name?: string; readonly number: number }[];
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
        return typeof number === 'number' ? [{ number, ...(name !== undefined && { name }) }] : [];
      }),
    );
    return [{ namespace, name: object.metadata.name, labels: textsOf(template.metadata, 'labels'), ports }];
  });
  const rendered = releases.flatMap(({ facts }) => facts?.workloads ?? []);
  const known = (graph?.workloads ?? []).map(({ namespace, name, labels, ports }) => ({
    namespace,
    name,
    labels,
    ports: Object.entries(ports).map(([portName, { number }]) => ({ name: portName, number })),
  }));
  return [...written, ...rendered, ...known];
}
