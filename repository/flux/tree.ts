import { textOf } from '../../model/fields';
import { compare } from '../../model/finding';
import type { Manifest } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import { renderKustomization } from '../kustomize/kustomization';
import { asWritten, type Folder, type RenderedObject } from '../kustomize/rendered';
import { isKustomization } from '../paths';
import { readFluxFolder } from './folder';
import { sourceIsHere } from './here';
import { type FluxKustomization, isFluxInstance, isFluxKustomization, readFluxKustomization } from './kustomization';

/** A Kustomization of Flux with what it applies; without a folder where its source is elsewhere. */
export interface FluxFolder {
  readonly kustomization: FluxKustomization;
  readonly folder?: Folder;
}

/** What one Kustomization that nothing else brings leads to, or a folder that a person applies. */
export interface FluxTree {
  /** Where it begins. */
  readonly file: string;
  /** What a person applies to begin with. */
  readonly applied: readonly RenderedObject[];
  readonly folders: readonly FluxFolder[];
}

/** Every tree of Flux in a repository, those of kustomizations that a person applies included. */
export function fluxTrees(manifests: readonly Manifest[], index: FolderIndex): FluxTree[] {
  const written = manifests.filter(isFlux);
  if (written.length === 0) return [];
  const read = reader(index, sourceIsHere(written, manifests));
  const built = kustomizationsOf(index, new Set())
    .filter(({ objects }) => objects.some(each => isFlux(each.written)))
    .map(folder => treeOf(folder.files[0]!, folder.objects, read));
  // What another tree leads to is not applied by a person.
  const inside = filesIn([...built, ...written.map(manifest => treeOf('', [asWritten(manifest)], read))]);
  const byHand = built.filter(({ file }) => !inside.has(file));
  const trees = [...byHand];
  for (const manifest of written)
    if (!trees.some(tree => brings(tree, manifest))) trees.push(treeOf(manifest.file, [asWritten(manifest)], read));
  return outermost(trees).sort((a, b) => compare(a.file, b.file));
}

const filesIn = (trees: readonly FluxTree[]) =>
  new Set(trees.flatMap(({ folders }) => folders.flatMap(({ folder }) => folder?.files ?? [])));

const brings = ({ applied, folders }: FluxTree, manifest: Manifest) =>
  [applied, ...folders.map(({ folder }) => folder?.objects ?? [])].some(objects =>
    objects.some(({ written }) => written === manifest),
  );

/** Without the trees that begin at what another tree brings; of a circle the last one remains. */
function outermost(trees: readonly FluxTree[]): FluxTree[] {
  const kept = new Set(trees);
  for (const tree of trees) {
    const begins = tree.applied.filter(({ written }) => isFlux(written));
    const isInside = [...kept].some(
      other => other !== tree && begins.some(({ written }) => brings({ ...other, applied: [] }, written)),
    );
    if (isInside) kept.delete(tree);
  }
  return [...kept];
}

const isFlux = ({ object }: Manifest) => isFluxKustomization(object) || isFluxInstance(object);

/** Each Kustomization is read once, however many lead to it. */
function reader(
  index: FolderIndex,
  isHere: (kustomization: FluxKustomization) => boolean,
): (manifest: Manifest) => FluxFolder {
  const known = new Map<Manifest, FluxFolder>();
  return manifest => {
    const found = known.get(manifest);
    if (found !== undefined) return found;
    const kustomization = readFluxKustomization(manifest);
    const folder = isHere(kustomization) ? readFluxFolder(kustomization, index) : undefined;
    const read = { kustomization, ...(folder !== undefined && { folder }) };
    known.set(manifest, read);
    return read;
  };
}

function treeOf(file: string, applied: readonly RenderedObject[], read: (manifest: Manifest) => FluxFolder): FluxTree {
  const folders = new Map<string, FluxFolder>();
  const open = (objects: readonly RenderedObject[], above: string | undefined): void => {
    for (const { manifest, namespace } of objects) {
      if (!isFlux(manifest)) continue;
      const own = withNamespace(manifest, namespace ?? above);
      const found = read(own);
      const key = `${found.kustomization.namespace}/${found.kustomization.name}`;
      if (folders.has(key)) continue;
      folders.set(key, found);
      open(found.folder?.objects ?? [], found.kustomization.targetNamespace);
    }
  };
  open(applied, undefined);
  return { file, applied, folders: [...folders.values()] };
}

/** Its own namespace is the one that its kustomization gives it. */
const placed = new WeakMap<Manifest, Map<string, Manifest>>();

function withNamespace(manifest: Manifest, namespace: string | undefined): Manifest {
  if (namespace === undefined || textOf(manifest.object.metadata, 'namespace') === namespace) return manifest;
  const known = placed.get(manifest) ?? new Map<string, Manifest>();
  const metadata = { ...manifest.object.metadata, namespace };
  const result = known.get(namespace) ?? { ...manifest, object: { ...manifest.object, metadata } };
  placed.set(manifest, known.set(namespace, result));
  return result;
}

/** Kustomizations of Kustomize that neither another one nor Flux takes up: a person builds them. */
export function kustomizationsOf(index: FolderIndex, read: ReadonlySet<string>): Folder[] {
  const rendered = [...index.documents.keys()]
    .filter(file => isKustomization(file) && !read.has(file))
    .filter(file => textOf(index.documents.get(file)?.[0]?.value, 'kind') !== 'Component')
    .map(file => ({ file, folder: renderKustomization(index, file) }));
  const inner = new Set(rendered.flatMap(({ file, folder }) => folder.files.filter(other => other !== file)));
  return rendered.filter(({ file }) => !inner.has(file)).map(({ folder }) => folder);
}
