import { textOf } from '../../model/fields';
import type { KubernetesObject } from '../../model/manifest';
import { identityOf, keyOf } from '../identity';
import { referencesOf } from '../references';
import type { RenderedObject } from './rendered';
import { setAt } from './set-at';

/** Kinds whose names no prefix changes (api/internal/builtins/PrefixTransformer.go). */
const unchanged = ['CustomResourceDefinition', 'APIService', 'Namespace'];

/** Gives objects their prefix and suffix, and what names them inside the build. */
export function withNames(
  objects: readonly RenderedObject[],
  prefix: string,
  suffix: string,
): readonly RenderedObject[] {
  if (prefix === '' && suffix === '') return objects;
  const renamed = new Set(
    objects.filter(({ manifest }) => !unchanged.includes(manifest.object.kind)).map(each => keyOf(identityOf(each))),
  );
  const rename = (name: string) => `${prefix}${name}${suffix}`;
  return objects.map(rendered => {
    const { manifest } = rendered;
    const namespace = rendered.namespace ?? textOf(manifest.object.metadata, 'namespace');
    const references = referencesOf({ manifest, ...(namespace !== undefined && { namespace }) });
    const linked = references.reduce<KubernetesObject>((object, reference) => {
      // Objects that state no namespace are in whichever the build is put into.
      const isOwn = renamed.has(keyOf(reference)) || renamed.has(keyOf({ ...reference, namespace: namespace ?? '' }));
      return isOwn ? setAt(object, reference.at, rename(reference.name)) : object;
    }, manifest.object);
    const object = renamed.has(keyOf(identityOf(rendered)))
      ? setAt(linked, ['metadata', 'name'], rename(linked.metadata.name))
      : linked;
    return { ...rendered, manifest: { ...manifest, object } };
  });
}
