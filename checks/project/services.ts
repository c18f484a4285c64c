import { groupOf } from '../../model/manifest';
import type { Cluster } from './cluster';
import { field, listOf, textOf } from './fields';

export interface ServicePort {
  readonly name?: string;
  readonly number: number;
}

const known = new WeakMap<Cluster, ReadonlyMap<string, readonly ServicePort[]>>();

/** Ports of every Service whose ports are known, by `namespace/name`. */
export function servicesOf(cluster: Cluster): ReadonlyMap<string, readonly ServicePort[]> {
  const found = known.get(cluster) ?? readServices(cluster);
  known.set(cluster, found);
  return found;
}

function readServices({ objects, releases }: Cluster): ReadonlyMap<string, readonly ServicePort[]> {
  const written = objects
    .filter(({ manifest: { object } }) => object.kind === 'Service' && groupOf(object) === '')
    .map(({ manifest: { object }, namespace = 'default' }) => {
      const ports = listOf(object, 'spec', 'ports').flatMap(port => {
        const number = field(port, 'port');
        const name = textOf(port, 'name');
        return typeof number === 'number' ? [{ number, ...(name !== undefined && { name }) }] : [];
      });
      return [`${namespace}/${object.metadata.name}`, ports] as const;
    });
  const rendered = releases.flatMap(({ facts }) =>
    (facts?.services ?? []).map(({ namespace, name, ports }) => [`${namespace}/${name}`, ports] as const),
  );
  return new Map<string, readonly ServicePort[]>([...rendered, ...written]);
}
