import { textOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import type { FluxKustomization } from './flux/kustomization';
import { type FluxFolder, type FluxTree, kustomizationsOf } from './flux/tree';
import { hasVariable } from './flux/variables';
import type { FolderIndex } from './folders';
import { identityOf, keyOf, type PlacedObject } from './identity';
import type { Folder, RenderedObject } from './kustomize/rendered';
import type { Unevaluated } from './unevaluated';

interface Others {
  readonly objects: readonly PlacedObject[];
  /** What Flux and a person render. */
  readonly folders: readonly Folder[];
  readonly unevaluated: readonly Unevaluated[];
}

/**
 * Manifests that no Application brings: those that Flux brings, then those of kustomizations that a person builds, then
 * the rest as it is written. Of an object that several overlays render, the first counts.
 */
export function placeOthers(manifests: readonly Manifest[], trees: readonly FluxTree[], index: FolderIndex): Others {
  const ours = new Set(manifests);
  const byFlux = trees.flatMap(({ folders }) => folders);
  const applied = trees.map(each => each.applied.map(rendered => placedOf(rendered)));
  const ofFlux = byFlux.map(({ kustomization, folder }) =>
    (folder?.objects ?? []).map(rendered => placedOf(rendered, kustomization)),
  );
  const read = new Set([
    ...byFlux.flatMap(({ folder }) => folder?.files ?? []),
    ...trees.flatMap(({ applied }) => applied.map(({ written }) => written.file)),
  ]);
  const built = kustomizationsOf(index, read).filter(({ objects }) => objects.some(({ written }) => ours.has(written)));
  const byHand = built.map(({ objects }) => objects.map(rendered => placedOf(rendered)));
  const folders = [...byFlux.flatMap(({ folder }) => folder ?? []), ...built];
  // What a patch deletes is gone.
  const taken = new Set([...folders.flatMap(({ files }) => files), ...read]);
  const rest = manifests
    .filter(({ file }) => !taken.has(file))
    .map(manifest => placedOf({ manifest, written: manifest }));
  return {
    objects: [...distinct([...applied, ...ofFlux, ...byHand]), ...rest],
    folders,
    unevaluated: [...folders.flatMap(({ unevaluated }) => unevaluated), ...byFlux.flatMap(elsewhere)],
  };
}

function placedOf(
  { manifest, namespace, isFloating }: RenderedObject,
  kustomization: FluxKustomization | undefined = undefined,
): PlacedObject {
  const home = namespace ?? textOf(manifest.object.metadata, 'namespace');
  return {
    manifest,
    ...(kustomization !== undefined && { kustomization }),
    ...(isFloating && { isFloating }),
    ...(home !== undefined && { namespace: home }),
  };
}

/** Objects of several builds; a name with a variable may be any, so that two of them are not the same object. */
function distinct(builds: readonly (readonly PlacedObject[])[]): PlacedObject[] {
  const seen = new Set<string>();
  return builds.flatMap(objects => {
    const keys = objects.map(placed => keyOf(identityOf(placed)));
    const own = objects.filter((_, at) => hasVariable(keys[at]!) || !seen.has(keys[at]!));
    for (const key of keys) seen.add(key);
    return own;
  });
}

/** A folder of another repository. */
function elsewhere({ kustomization: { manifest, targetNamespace }, folder }: FluxFolder): Unevaluated[] {
  if (folder !== undefined) return [];
  return [
    {
      in: manifest,
      at: ['spec', 'path'],
      what: 'remote source',
      name: `${manifest.object.kind} ${manifest.object.metadata.name}`,
      ...(targetNamespace !== undefined && { namespace: targetNamespace }),
    },
  ];
}
