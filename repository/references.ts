import { annotationOf } from '../model/fields';
import { groupOf } from '../model/manifest';
import type { PlacedObject } from './identity';
import { byKind } from './references/by-kind';
import { fromPods } from './references/pods';
import type { Reference, Scope } from './references/reference';

/** Everything that an object names and cannot work without; what is optional is left out. */
export function referencesOf(placed: PlacedObject): Reference[] {
  const { manifest, namespace = 'default' } = placed;
  const { object } = manifest;
  const scope: Scope = { namespace, object };
  const group = groupOf(object);
  return [
    ...fromPods(scope),
    ...annotations.flatMap(([key, kind]) => {
      const name = annotationOf(object, key);
      const own = kind === 'ClusterIssuer' ? '' : namespace;
      const at = ['metadata', 'annotations', key];
      return name === undefined ? [] : [{ group: 'cert-manager.io', kind, namespace: own, name, at }];
    }),
    ...(byKind[`${group}/${object.kind}`]?.(scope) ?? []),
  ];
}

const annotations = [
  ['cert-manager.io/cluster-issuer', 'ClusterIssuer'],
  ['cert-manager.io/issuer', 'Issuer'],
] as const;
