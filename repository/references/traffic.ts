import { field, textOf } from '../../model/fields';
import type { Step } from '../../model/yaml';
import { each, gateways, named, type Reference, type Scope } from './reference';

/** The Gateways, or Services of a mesh, that a list of parents names. */
export const parents = (object: unknown, path: readonly Step[], namespace: string): Reference[] =>
  each(object, path).flatMap(at => {
    const kind = textOf(object, ...at, 'kind') ?? 'Gateway';
    const group = field(object, ...at, 'group') ?? gateways;
    const own = textOf(object, ...at, 'namespace') ?? namespace;
    return named(object, [...at, 'name'], kind, own, typeof group === 'string' ? group : gateways);
  });

/** The Gateways and Services that a route names. */
export const route = ({ namespace, object }: Scope): Reference[] => [
  ...parents(object, ['spec', 'parentRefs'], namespace),
  ...each(object, ['spec', 'rules']).flatMap(rule =>
    each(object, [...rule, 'backendRefs']).flatMap(at => backend(object, at, namespace)),
  ),
];

function backend(object: unknown, at: readonly Step[], namespace: string): Reference[] {
  if ((textOf(object, ...at, 'kind') ?? 'Service') !== 'Service') return [];
  return named(object, [...at, 'name'], 'Service', textOf(object, ...at, 'namespace') ?? namespace);
}

export const webhook = ({ object }: Scope): Reference[] =>
  each(object, ['webhooks']).flatMap(at => {
    const service = [...at, 'clientConfig', 'service'];
    return named(object, [...service, 'name'], 'Service', textOf(object, ...service, 'namespace') ?? 'default');
  });
