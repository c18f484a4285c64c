import { field, listOf, textOf, textsOf } from '../model/fields';
import { groupOf } from '../model/manifest';
import type { Cluster } from './cluster';

export interface ServicePort {
  readonly name?: string;
  readonly number: number;
}

export interface KnownService {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
}

const known = new WeakMap<Cluster, ReadonlyMap<string, KnownService>>();

/** Every Service that is written, or that a chart is known to make, by `namespace/name`. */
export function servicesOf(cluster: Cluster): ReadonlyMap<string, KnownService> {
  const found = known.get(cluster) ?? readServices(cluster);
  known.set(cluster, found);
  return found;
}

function readServices({ objects, releases }: Cluster): ReadonlyMap<string, KnownService> {
  const written = objects
    .filter(({ manifest: { object } }) => object.kind === 'Service' && groupOf(object) === '')
    .map(({ manifest: { object }, namespace = 'default' }) => {
      const ports = listOf(object, 'spec', 'ports').flatMap(port => {
        const number = field(port, 'port');
        const name = textOf(port, 'name');
        return typeof number === 'number' ? [{ number, ...(name !== undefined && { name }) }] : [];
      });
      const labels = textsOf(object, 'metadata', 'labels');
      return [`${namespace}/${object.metadata.name}`, { namespace, labels, ports }] as const;
    });
  const rendered = releases.flatMap(({ facts }) =>
    (facts?.services ?? []).map(service => [`${service.namespace}/${service.name}`, service] as const),
  );
  return new Map<string, KnownService>([...rendered, ...written]);
}
