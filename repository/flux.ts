import { field, listOf, recordOf, textOf, textsOf } from '../model/fields';
import { groupOf, type KubernetesObject, type Manifest } from '../model/manifest';
import { type FolderIndex, readFolder } from './folders';
import { givenNamespace, renderComponent } from './kustomize/kustomization';
import { withPatches } from './kustomize/patches';
import type { Folder } from './kustomize/rendered';
import { substitute } from './kustomize/substitute';
import { besides, isKustomization, parentOf } from './paths';
import type { Unevaluated } from './unevaluated';

const isFluxKustomization = (object: KubernetesObject) =>
  object.kind === 'Kustomization' && groupOf(object) === 'kustomize.toolkit.fluxcd.io';

/**
 * What Flux brings from this repository for each of its Kustomizations. This repository is the source that most of them
 * name; the paths of other sources lead elsewhere.
 */
export function readFlux(manifests: readonly Manifest[], index: FolderIndex): Folder[] {
  const own = manifests.filter(({ object }) => isFluxKustomization(object));
  const counts = new Map<string, number>();
  for (const { object } of own) counts.set(sourceOf(object), (counts.get(sourceOf(object)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return own.map(manifest => readOne(manifest, counts.get(sourceOf(manifest.object)) === most, index, manifests));
}

const sourceOf = (object: KubernetesObject) =>
  `${textOf(object, 'spec', 'sourceRef', 'kind') ?? ''}/${textOf(object, 'spec', 'sourceRef', 'name') ?? ''}`;

function readOne(manifest: Manifest, isHere: boolean, index: FolderIndex, manifests: readonly Manifest[]): Folder {
  const { object } = manifest;
  const spec = field(object, 'spec');
  const path = besides('.', textOf(spec, 'path') ?? '.');
  const target = textOf(spec, 'targetNamespace');
  const folder = isHere ? readGenerated(path, index) : undefined;
  if (folder === undefined) return { files: [], objects: [], unevaluated: [remote(manifest, target)] };
  const whole = listOf(spec, 'components').reduce<Folder>(
    (sum, entry) => (typeof entry === 'string' ? renderComponent(index, besides(path, entry), sum) : sum),
    folder,
  );
  const variables = variablesOf(object, manifests);
  const objects = withPatches(whole.objects, spec, path, index).map(rendered =>
    givenNamespace(
      { ...rendered, manifest: { ...rendered.manifest, object: substitute(rendered.manifest.object, variables) } },
      target,
    ),
  );
  return {
    files: whole.files,
    objects,
    unevaluated:
      target === undefined ? whole.unevaluated : whole.unevaluated.map(each => ({ ...each, namespace: target })),
    ...(whole.namespace !== undefined && { namespace: whole.namespace }),
    ...(target !== undefined && { namespace: target }),
  };
}

/** Without a kustomization Flux makes one of the files and the kustomizations below. */
function readGenerated(path: string, index: FolderIndex): Folder | undefined {
  const direct = readFolder(index, { path, directory: { recurse: false } });
  if (direct === undefined || direct.files.some(file => isKustomization(file) && parentOf(file) === path))
    return direct;
  const below = [...index.files.keys()].filter(folder => folder !== path && parentOf(folder) === path);
  const parts = [direct, ...below.flatMap(folder => readGenerated(folder, index) ?? [])];
  return {
    files: parts.flatMap(({ files }) => files),
    objects: parts.flatMap(({ objects }) => objects),
    unevaluated: parts.flatMap(({ unevaluated }) => unevaluated),
  };
}

const remote = (manifest: Manifest, namespace: string | undefined): Unevaluated => ({
  in: manifest,
  at: ['spec', 'path'],
  what: 'remote source',
  name: `${manifest.object.kind} ${manifest.object.metadata.name}`,
  ...(namespace !== undefined && { namespace }),
});

/** Variables of `postBuild`; those of Secrets, and of ConfigMaps that are not written, have no value. */
function variablesOf(object: KubernetesObject, manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const postBuild = field(object, 'spec', 'postBuild');
  const shared = listOf(postBuild, 'substituteFrom').flatMap(reference =>
    textOf(reference, 'kind') === 'ConfigMap'
      ? manifests
          .filter(
            ({ object: { kind, metadata } }) => kind === 'ConfigMap' && metadata.name === textOf(reference, 'name'),
          )
          .flatMap(each => Object.entries(textsOf(each.object, 'data')))
      : [],
  );
  const own = Object.entries(recordOf(postBuild, 'substitute')).map(([name, value]) => [name, String(value)] as const);
  return new Map([...shared, ...own]);
}
