import { nameOf } from './fields';
import type { Finding } from './finding';
import { groupOf, type Manifest } from './manifest';
import { readerRules } from './reader-rules';
import { findingOf } from './rule';

/**
 * Objects of one cluster that are written more than once: only the one that is applied last exists there. An object is
 * known by group, kind, namespace and name.
 */
export function duplicateObjects(manifests: readonly Manifest[]): Finding[] {
  const first = new Map<string, Manifest>();
  return manifests.flatMap(manifest => {
    const { object } = manifest;
    const { name, namespace = '' } = object.metadata;
    const key = JSON.stringify([groupOf(object), object.kind, namespace, name]);
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, manifest);
      return [];
    }
    return [
      findingOf(readerRules.duplicateObject, {
        in: manifest,
        at: ['metadata', 'name'],
        message: `\`${nameOf(object)}\` is also written in \`${known.file}:${known.lineOf([])}\`; the cluster keeps the one applied last`,
        repair: 'remove or rename one of them',
      }),
    ];
  });
}
