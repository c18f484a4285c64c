import { annotationOf, field, listOf, recordOf, textOf } from '../../model/fields';
import type { Place } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import { besides, isKustomization, isText, parentOf, patchFiles } from '../paths';
import type { Unevaluated } from '../unevaluated';
import { generatedBy } from './generators';
import { withLabels } from './labels';
import { withNames } from './names';
import { withPatches } from './patches';
import { asWritten, type Folder, type RenderedObject } from './rendered';
import { withReplacements } from './replacements';

/**
 * What a kustomization renders, in Kustomize's order: resources, generators, components, patches, and what is given to
 * all (kubernetes-sigs/kustomize 5.7 api/internal/target/kusttarget.go). Images and replicas change nothing that is
 * judged here.
 */
export function renderKustomization(index: FolderIndex, file: string, additions: Additions = {}): Folder {
  const { objects, ...rest } = render(index, file, [], new Set(), additions);
  return { ...rest, objects: objects.filter(({ manifest }) => annotationOf(manifest.object, localConfig) !== 'true') };
}

/** What is input of the build alone (kustomize api/konfig/general.go). */
const localConfig = 'config.kubernetes.io/local-config';

/** What Argo CD and Flux add to a kustomization: fields as its file has them. Lists come after its own. */
export type Additions = Readonly<Record<string, unknown>>;

function withAdditions(value: unknown, additions: Additions): unknown {
  const entries = Object.entries(additions).filter(([, added]) => added !== undefined);
  if (entries.length === 0) return value;
  const changed = entries.map(([key, added]) => [
    key,
    Array.isArray(added) ? [...listOf(value, key), ...added] : added,
  ]);
  return { ...recordOf(value), ...Object.fromEntries(changed) };
}

function render(
  index: FolderIndex,
  file: string,
  given: readonly RenderedObject[],
  above: ReadonlySet<string>,
  additions: Additions = {},
): Folder {
  // A circle, which Kustomize refuses.
  if (above.has(file)) return { files: [], objects: given, unevaluated: [] };
  const path = new Set([...above, file]);
  const folder = parentOf(file);
  const document = index.documents.get(file)?.[0];
  const value = withAdditions(document?.value, additions);
  const place: Place = { file, lineOf: at => document?.lineOf(at) ?? 1 };
  const entriesOf = (key: string) =>
    listOf(value, key).flatMap((entry, at) => (isText(entry) ? [{ entry, at: [key, at] }] : []));
  const resources = ['resources', 'bases', 'crds'].flatMap(entriesOf).map(({ entry, at }) => {
    const target = besides(folder, entry);
    const manifests = index.manifests.get(target);
    if (manifests !== undefined) return { files: [target], objects: manifests.map(asWritten), unevaluated: [] };
    // A file without manifests, a values file or a broken one, brings nothing.
    if (index.documents.has(target)) return { files: [target], objects: [], unevaluated: [] };
    const inner = kustomizationIn(index, target);
    if (inner !== undefined) return render(index, inner, [], path);
    const isHere = index.texts.has(target);
    const what = isHere ? { what: 'unreadable file' as const, name: target } : {};
    return { files: [], objects: [], unevaluated: [{ ...remote(place, at, entry), ...what }] };
  });
  const parts: Folder[] = [
    {
      files: [...(document === undefined ? [] : [file]), ...patchFiles(value).map(patch => besides(folder, patch))],
      objects: [],
      unevaluated: pluginsOf(value, place),
    },
    ...resources,
  ];
  let all = [...given, ...resources.flatMap(part => part.objects), ...generatedBy(value, place, index)];
  for (const { entry, at } of entriesOf('components')) {
    const inner = kustomizationIn(index, besides(folder, entry));
    const part =
      inner === undefined
        ? { files: [], objects: all, unevaluated: [remote(place, at, entry)] }
        : render(index, inner, all, path);
    // A component changes what came before it, and adds to it.
    all = [...part.objects];
    parts.push(part);
  }
  const unevaluated = parts.flatMap(part => part.unevaluated);
  const namespace = textOf(value, 'namespace');
  const patched = withPatches(all, value, folder, index);
  const named = withNames(patched, textOf(value, 'namePrefix') ?? '', textOf(value, 'nameSuffix') ?? '');
  const placed = withLabels(named, value).map(object => givenNamespace(object, namespace));
  return {
    files: parts.flatMap(({ files }) => files),
    objects: withReplacements(placed, value, folder, index),
    unevaluated: namespace === undefined ? unevaluated : unevaluated.map(each => ({ ...each, namespace })),
    ...(namespace !== undefined && { namespace }),
  };
}

const kustomizationIn = (index: FolderIndex, folder: string) =>
  index.files.get(folder)?.find(file => isKustomization(file) && parentOf(file) === folder);

const remote = (place: Place, at: Unevaluated['at'], name: string): Unevaluated => ({
  in: place,
  at,
  what: 'remote source',
  name,
});

/** Plugins, which may bring and change anything. */
function pluginsOf(value: unknown, place: Place): Unevaluated[] {
  return ['generators', 'helmChartInflationGenerator'].flatMap(key =>
    listOf(value, key).map((entry, index) => ({
      in: place,
      at: [key, index],
      what: 'generator' as const,
      name: isText(entry) ? entry : (textOf(entry, 'chartName') ?? key),
    })),
  );
}

/** Kustomize renames a Namespace too (api/internal/konfig/builtinpluginconsts/namespace.go). */
export function givenNamespace(rendered: RenderedObject, namespace: string | undefined): RenderedObject {
  if (namespace === undefined) return rendered;
  const { manifest, written } = rendered;
  const { object } = manifest;
  if (object.kind !== 'Namespace' || field(object, 'apiVersion') !== 'v1') return { manifest, written, namespace };
  const metadata = { ...object.metadata, name: namespace };
  return { manifest: { ...manifest, object: { ...object, metadata } }, written };
}
