import { listOf, recordOf, textOf } from '../../model/fields';
import type { Place } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import { besides, isText, parentOf } from '../paths';
import { asWritten, type RenderedObject } from './rendered';

/**
 * The ConfigMaps and Secrets that a kustomization generates. Their names are those that the other objects of the build
 * use; Kustomize appends a hash to both.
 */
export function generatedBy(kustomization: unknown, place: Place, index: FolderIndex): RenderedObject[] {
  return (['ConfigMap', 'Secret'] as const).flatMap(kind => {
    const key = kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator';
    return listOf(kustomization, key).flatMap((entry, position) => {
      const name = textOf(entry, 'name');
      // A generator that merges into another adds keys to an object that exists.
      if (name === undefined || ['merge', 'replace'].includes(textOf(entry, 'behavior') ?? '')) return [];
      const namespace = textOf(entry, 'namespace');
      const labels = {
        ...recordOf(kustomization, 'generatorOptions', 'labels'),
        ...recordOf(entry, 'options', 'labels'),
      } as Record<string, string>;
      const annotations = {
        ...recordOf(kustomization, 'generatorOptions', 'annotations'),
        ...recordOf(entry, 'options', 'annotations'),
      } as Record<string, string>;
      const object = {
        apiVersion: 'v1',
        kind,
        metadata: { name, labels, annotations, ...(namespace !== undefined && { namespace }) },
        data: kind === 'ConfigMap' ? { ...filesOf(entry, place, index), ...literalsOf(entry) } : {},
      };
      const manifest = { object, file: place.file, lineOf: () => place.lineOf([key, position]) };
      return [{ ...asWritten(manifest), ...(namespace === undefined && { isFloating: true as const }) }];
    });
  });
}

function literalsOf(entry: unknown): Record<string, string> {
  const pairs = listOf(entry, 'literals').flatMap(literal => {
    if (typeof literal !== 'string' || !literal.includes('=')) return [];
    const split = literal.indexOf('=');
    return [[literal.slice(0, split), literal.slice(split + 1).replace(/^(['"])(.*)\1$/, '$2')] as const];
  });
  return Object.fromEntries(pairs);
}

/** Files that become keys: `values.yaml=./helm/values.yaml`, or the file by its own name. */
function filesOf(entry: unknown, { file }: Place, { texts }: FolderIndex): Record<string, string> {
  const pairs = keysOf(entry, file).flatMap(([key, path]) => {
    const content = texts.get(path);
    return content === undefined ? [] : [[key, content] as const];
  });
  return Object.fromEntries(pairs);
}

function keysOf(entry: unknown, file: string): (readonly [key: string, path: string])[] {
  return listOf(entry, 'files')
    .filter(isText)
    .map(text => {
      const [path = '', key = ''] = text.split('=').reverse();
      return [key === '' ? (path.split('/').at(-1) ?? '') : key, besides(parentOf(file), path)];
    });
}

/** The file from which a kustomization takes a key of a ConfigMap. */
export function fileOfKey(kustomization: unknown, file: string, name: string, key: string): string | undefined {
  const entry = listOf(kustomization, 'configMapGenerator').find(each => textOf(each, 'name') === name);
  return keysOf(entry, file).find(([other]) => other === key)?.[1];
}
