import { annotationOf, textOf } from '../../model/fields';
import type { KubernetesObject } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import { renderKustomization } from '../kustomize/kustomization';
import type { Folder, RenderedObject } from '../kustomize/rendered';
import { besides, isKustomization, parentOf } from '../paths';
import { additionsOf, type FluxKustomization } from './kustomization';
import { variablesOf } from './post-build';
import { type Lookup, needsSubstitution, substitute } from './variables';

/** What Flux applies of a folder of this repository; undefined where it is not in it. */
export function readFluxFolder(kustomization: FluxKustomization, index: FolderIndex): Folder | undefined {
  const path = folderOf(kustomization, index);
  if (path === undefined) return undefined;
  const own = index.files.get(path)?.find(file => isKustomization(file) && parentOf(file) === path);
  const additions = additionsOf(kustomization);
  const folder =
    own === undefined
      ? renderKustomization(index, `${path}/kustomization.yaml`, { resources: resourcesIn(path, index), ...additions })
      : renderKustomization(index, own, additions);
  const lookup = variablesOf(kustomization, index);
  if (lookup === undefined) return folder;
  return { ...folder, objects: folder.objects.map(rendered => substituted(rendered, lookup)) };
}

/** The source may be a part of the repository: an artifact that was pushed from one of its folders. */
function folderOf({ path, manifest }: FluxKustomization, index: FolderIndex): string | undefined {
  const steps = parentOf(manifest.file)
    .split('/')
    .filter(step => step !== '.');
  const roots = steps.map((_, length) => steps.slice(0, length).join('/') || '.');
  return (
    roots.map(root => besides(root, path)).find(folder => index.files.has(folder)) ??
    (index.files.has(path) ? path : undefined)
  );
}

/** Without a kustomization Flux makes one of the manifests below, and of the kustomizations. */
function resourcesIn(path: string, index: FolderIndex): string[] {
  const files = index.files.get(path) ?? [];
  const inside = (file: string) => (path === '.' ? file : file.slice(path.length + 1));
  const built = files.filter(isKustomization).map(parentOf);
  const isBuilt = (file: string) => built.some(folder => file.startsWith(`${folder}/`));
  const outer = built.filter(folder => !built.some(other => folder.startsWith(`${other}/`)));
  return [
    ...outer.map(inside),
    ...files.filter(file => index.manifests.has(file) && /\.ya?ml$/.test(file) && !isBuilt(file)).map(inside),
  ];
}

function substituted(rendered: RenderedObject, lookup: Lookup): RenderedObject {
  const { manifest } = rendered;
  if (isLeftAlone(manifest.object) || !needsSubstitution(manifest.object)) return rendered;
  const object = substitute(manifest.object, lookup) as KubernetesObject;
  return { ...rendered, manifest: { ...manifest, object } };
}

/** (fluxcd kustomize-controller docs/spec/v1/kustomizations.md) */
const isLeftAlone = (object: KubernetesObject) =>
  [annotationOf(object, substitution), textOf(object.metadata.labels, substitution)].includes('disabled');

const substitution = 'kustomize.toolkit.fluxcd.io/substitute';
