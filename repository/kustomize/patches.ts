import { field, listOf, recordOf, selectorOf, textOf, textsOf } from '../../model/fields';
import { selects } from '../../model/label-selector';
import { groupOf, isKubernetesObject, isRecord, type KubernetesObject } from '../../model/manifest';
import { parseYaml, YamlSyntaxError } from '../../model/yaml';
import type { FolderIndex } from '../folders';
import { besides, isText } from '../paths';
import { applyOperations } from './json-patch';
import { mergePatch } from './merge-patch';
import type { RenderedObject } from './rendered';

/** A patch, and the objects that it is laid over. */
interface Patch {
  readonly matches: (object: KubernetesObject) => boolean;
  readonly apply: (object: KubernetesObject) => unknown;
}

/** Applies the patches of a kustomization; one that deletes an object leaves it out. */
export function withPatches(
  objects: readonly RenderedObject[],
  kustomization: unknown,
  folder: string,
  index: FolderIndex,
): readonly RenderedObject[] {
  const patches = patchesOf(kustomization, folder, index);
  if (patches.length === 0) return objects;
  return objects.flatMap(rendered => {
    const own = patches.filter(({ matches }) => matches(rendered.manifest.object));
    const object = own.reduce<unknown>(
      (patched, { apply }) => (isKubernetesObject(patched) ? apply(patched) : undefined),
      rendered.manifest.object,
    );
    return isKubernetesObject(object) ? [{ ...rendered, manifest: { ...rendered.manifest, object } }] : [];
  });
}

function patchesOf(kustomization: unknown, folder: string, index: FolderIndex): Patch[] {
  const contentOf = (path: string | undefined, text: string | undefined): unknown[] => {
    if (path !== undefined) return (index.documents.get(besides(folder, path)) ?? []).map(({ value }) => value);
    try {
      return parseYaml(text ?? '').map(({ value }) => value);
    } catch (error) {
      if (!(error instanceof YamlSyntaxError)) throw error;
      return [];
    }
  };
  const merges = listOf(kustomization, 'patchesStrategicMerge')
    .filter(isText)
    .flatMap(entry => contentOf(entry.includes('\n') ? undefined : entry, entry));
  return [
    ...merges.map(content => patchOf(content, undefined)),
    ...['patches', 'patchesJson6902'].flatMap(key =>
      listOf(kustomization, key).flatMap(entry =>
        contentOf(textOf(entry, 'path'), textOf(entry, 'patch')).map(content =>
          patchOf(content, field(entry, 'target')),
        ),
      ),
    ),
  ];
}

function patchOf(content: unknown, target: unknown): Patch {
  const matches = target === undefined ? isNamedBy(content) : isTarget(target);
  if (Array.isArray(content)) return { matches, apply: object => applyOperations(object, content) };
  return { matches, apply: object => mergePatch(object, withoutIdentity(content, target)) };
}

/** A patch with a target may carry any name of its own. */
function withoutIdentity(content: unknown, target: unknown): unknown {
  if (target === undefined || !isRecord(content)) return content;
  const { name: _, namespace: __, ...metadata } = recordOf(content, 'metadata');
  const { apiVersion: ___, kind: ____, ...rest } = content;
  return { ...rest, metadata };
}

const isNamedBy = (content: unknown) => (object: KubernetesObject) =>
  textOf(content, 'kind') === object.kind &&
  textOf(content, 'metadata', 'name') === object.metadata.name &&
  groupOf({ apiVersion: textOf(content, 'apiVersion') ?? '' }) === groupOf(object);

/** Texts of a target are regular expressions over the whole name (kustomize api/resource/selector.go). */
export const isTarget = (target: unknown) => (object: KubernetesObject) => {
  const fits = (key: string, value: string) => {
    const text = textOf(target, key);
    if (text === undefined) return true;
    try {
      return new RegExp(`^(?:${text})$`).test(value);
    } catch {
      return false;
    }
  };
  const labelled = (key: string, labels: unknown) => {
    const text = textOf(target, key);
    return text === undefined || text.split(',').every(term => selects(termOf(term), textsOf(labels)));
  };
  return (
    fits('group', groupOf(object)) &&
    fits('kind', object.kind) &&
    fits('name', object.metadata.name) &&
    fits('namespace', object.metadata.namespace ?? '') &&
    labelled('labelSelector', object.metadata.labels) &&
    labelled('annotationSelector', object.metadata.annotations)
  );
};

function termOf(term: string) {
  const [, key = '', not, value] = /^\s*([^=!\s]+)\s*(?:(!?)==?\s*(\S*))?\s*$/.exec(term) ?? [];
  const operator = value === undefined ? 'Exists' : not === '!' ? 'NotIn' : 'In';
  return selectorOf({ matchExpressions: [{ key, operator, ...(value !== undefined && { values: [value] }) }] });
}
