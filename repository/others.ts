import { textOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import { readFlux } from './flux';
import type { FolderIndex } from './folders';
import { identityOf, keyOf, type PlacedObject } from './identity';
import { renderKustomization } from './kustomize/kustomization';
import type { Folder, RenderedObject } from './kustomize/rendered';
import { isKustomization } from './paths';

interface Others {
  readonly objects: readonly PlacedObject[];
  /** What Flux and a person render. */
  readonly folders: readonly Folder[];
}

/**
 * Manifests that no Application brings: those that Flux brings, then those of kustomizations that a person builds, then
 * the rest as it is written. Of an object that several overlays render, the first counts.
 */
export function placeOthers(manifests: readonly Manifest[], index: FolderIndex): Others {
  const ours = new Set(manifests);
  const hasOurs = ({ objects }: Folder) => objects.some(({ written }) => ours.has(written));
  const byFlux = readFlux(manifests, index);
  const read = new Set(byFlux.flatMap(({ files }) => files));
  const folders = [...byFlux, ...rootsOf(index, read).filter(hasOurs)];
  const first = new Map<string, Folder>();
  const rendered = folders.flatMap(folder =>
    folder.objects.map(placedOf).filter(placed => {
      const key = keyOf(identityOf(placed));
      if (!first.has(key)) first.set(key, folder);
      return first.get(key) === folder;
    }),
  );
  // What a patch deletes is gone.
  const taken = new Set(folders.flatMap(({ files }) => files));
  const rest = manifests
    .filter(({ file }) => !taken.has(file))
    .map(manifest => placedOf({ manifest, written: manifest }));
  return { objects: [...rendered, ...rest], folders };
}

function placedOf({ manifest, namespace, isFloating }: RenderedObject): PlacedObject {
  const home = namespace ?? textOf(manifest.object.metadata, 'namespace');
  return { manifest, ...(isFloating && { isFloating }), ...(home !== undefined && { namespace: home }) };
}

/** Kustomizations that no other one takes up. */
function rootsOf(index: FolderIndex, read: ReadonlySet<string>): Folder[] {
  const rendered = [...index.documents.keys()]
    .filter(file => isKustomization(file) && !read.has(file))
    .filter(file => textOf(index.documents.get(file)?.[0]?.value, 'kind') !== 'Component')
    .map(file => ({ file, folder: renderKustomization(index, file) }));
  const inner = new Set(rendered.flatMap(({ file, folder }) => folder.files.filter(other => other !== file)));
  return rendered.filter(({ file }) => !inner.has(file)).map(({ folder }) => folder);
}
