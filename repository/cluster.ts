import type { Graph } from '../graph/graph';
import { textOf } from '../model/fields';
import { groupOf, type Manifest } from '../model/manifest';
import { type Application, isApplication, readApplication, type Source } from './application';
import { readSet } from './application-set';
import { type FluxCluster, fluxClusters } from './flux/clusters';
import { fluxReleases } from './flux/releases';
import { type FluxTree, fluxTrees } from './flux/tree';
import { type FolderIndex, indexFolders, readFolder } from './folders';
import { unmanagedIn } from './generated-objects';
import type { Identity, PlacedObject } from './identity';
import type { Folder } from './kustomize/rendered';
import { placeOthers } from './others';
import { isKustomization } from './paths';
import { chartsOfKustomization, type HelmRelease, releasesIn } from './releases';
import type { Repository } from './repository';
import { chartsOfChart } from './umbrella';
import type { Unevaluated } from './unevaluated';
import { unevaluatedIn } from './unevaluated-in';

/** What is known of a repository before its clusters are. */
type Files = Omit<Repository, 'clusters' | 'duplicates'>;

/** What Git holds for one cluster: a root Application and everything that follows from it. */
export interface Cluster {
  /** The root's file, for people. */
  readonly name: string;
  readonly applications: readonly OwnedFolder[];
  readonly objects: readonly PlacedObject[];
  readonly releases: readonly HelmRelease[];
  /** Which Application brings which. */
  readonly parents: ReadonlyMap<Application, Application>;
  /** Values of Cilium beside the manifests, `cilium/values.yaml`, for where nothing written installs it. */
  readonly looseValues: readonly unknown[];
  /** What brings objects that are not among these. */
  readonly unevaluated: readonly Unevaluated[];
  readonly graph?: Graph;
  /** Objects that a person creates, as a runbook says. */
  readonly unmanaged: readonly Identity[];
}

/** An Application with what it renders from this repository. */
export interface OwnedFolder {
  readonly application: Application;
  readonly folders: readonly { readonly source: Source; readonly folder: Folder }[];
}

/**
 * The clusters of a repository. Where Applications lead to Applications, each root is a cluster of its own; otherwise
 * everything is one cluster.
 */
export function clustersOf(repository: Files): Cluster[] {
  const index = indexFolders(repository);
  const written = repository.manifests.filter(({ object }) => isApplication(object)).map(readApplication);
  const generated = repository.manifests.filter(isSet).flatMap(manifest => readSet(manifest, index).applications);
  const owned = [...written, ...generated].map(application => ownedBy(application, index));
  const children = new Map(owned.map(each => [each, owned.filter(other => leadsTo(each, other))]));
  const led = new Set([...children.values()].flat());
  const roots = owned.filter(each => !led.has(each));
  const trees = roots.filter(root => children.get(root)?.length).map(root => treeOf(root, children));
  if (trees.length < 2) {
    const byFlux = fluxClusters(fluxTrees(repository.manifests, index));
    if (byFlux.length > 1) return byFlux.map(each => clusterOfFlux(each, owned, index, repository));
    const root = trees[0]?.[0]?.application.manifest.file;
    const name = root === undefined ? '' : nameOfFile(root);
    return [clusterOf(name, owned, repository.manifests, byFlux[0]?.trees ?? [], index, repository, () => true)];
  }
  return trees.map(tree => {
    const { file } = tree[0]!.application.manifest;
    const byHand = repository.manifests.filter(manifest => manifest.file === file);
    const name = nameOfFile(file);
    return clusterOf(name, tree, byHand, [], index, repository, path => path.includes(`/${name}/`));
  });
}

/** A cluster has the manifests of its own folder, and what its Kustomizations bring from others. */
function clusterOfFlux(
  { folder, trees }: FluxCluster,
  owned: readonly OwnedFolder[],
  index: FolderIndex,
  repository: Files,
) {
  const isOurs = (file: string) => file.startsWith(`${folder}/`);
  const files = new Set(trees.flatMap(({ folders }) => folders.flatMap(each => each.folder?.files ?? [])));
  const applications = owned.filter(
    ({ application: { manifest } }) => isOurs(manifest.file) || files.has(manifest.file),
  );
  const others = repository.manifests.filter(({ file }) => isOurs(file));
  return clusterOf(folder.slice(folder.lastIndexOf('/') + 1), applications, others, trees, index, repository, isOurs);
}

const isSet = ({ object }: Manifest) => object.kind === 'ApplicationSet' && groupOf(object) === 'argoproj.io';

const nameOfFile = (file: string) => file.slice(file.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');

function ownedBy(application: Application, index: FolderIndex): OwnedFolder {
  const folders = application.sources.flatMap(source => {
    const folder = readFolder(index, source);
    return folder === undefined ? [] : [{ source, folder }];
  });
  return { application, folders };
}

function leadsTo(parent: OwnedFolder, child: OwnedFolder): boolean {
  const { manifest } = child.application;
  return (
    parent !== child && parent.folders.some(({ folder }) => folder.objects.some(({ written }) => written === manifest))
  );
}

function treeOf(
  root: OwnedFolder,
  children: ReadonlyMap<OwnedFolder, readonly OwnedFolder[]>,
  seen: ReadonlySet<OwnedFolder> = new Set(),
): OwnedFolder[] {
  if (seen.has(root)) return [];
  const path = new Set([...seen, root]);
  return [...new Set([root, ...(children.get(root) ?? []).flatMap(child => treeOf(child, children, path))])];
}

/** `others` are the manifests that a person may apply: those that no Application of the cluster brings. */
function clusterOf(
  name: string,
  applications: readonly OwnedFolder[],
  others: readonly Manifest[],
  trees: readonly FluxTree[],
  index: FolderIndex,
  repository: Files,
  isOurs: (file: string) => boolean,
): Cluster {
  const placed = applications.flatMap(placeObjects);
  // What a patch deletes is not applied by hand either.
  const brought = new Set(applications.flatMap(({ folders }) => folders.flatMap(({ folder }) => folder.files)));
  const byHand = placeOthers(
    others.filter(({ file }) => !brought.has(file)),
    trees,
    index,
  );
  const objects = [...placed, ...byHand.objects];
  const chartsOf = ({ files, namespace }: Folder, application?: Application) =>
    files.filter(isKustomization).flatMap(file => chartsOfKustomization(file, application, namespace, repository));
  const releases = [
    ...applications.flatMap(({ application, folders }) => [
      ...releasesIn(application, repository),
      ...application.sources.flatMap(source => chartsOfChart(application, source, repository)),
      ...folders.flatMap(({ folder }) => chartsOf(folder, application)),
    ]),
    ...byHand.folders.flatMap(folder => chartsOf(folder)),
    ...fluxReleases(objects, repository),
  ];
  const unmanaged = unmanagedIn(repository.texts, isOurs);
  const parents = new Map(
    applications.flatMap(({ application }) => {
      const parent = applications.find(each =>
        writtenIn(each.folders.map(({ folder }) => folder)).includes(application.manifest),
      );
      return parent === undefined ? [] : [[application, parent.application] as const];
    }),
  );
  const graph = repository.graphs.get(name);
  const looseValues = [...repository.documents]
    .filter(([file]) => isOurs(file) && /(?:^|\/)cilium\/values\.ya?ml$/.test(file))
    .flatMap(([, documents]) => documents.map(({ value }) => value));
  const cluster = {
    name,
    applications,
    objects,
    releases,
    parents,
    unmanaged,
    looseValues,
    ...(graph !== undefined && { graph }),
  };
  return { ...cluster, unevaluated: unevaluatedIn(cluster, byHand.unevaluated, index) };
}

const writtenIn = (folders: readonly Folder[]) =>
  folders.flatMap(({ objects }) => objects.map(({ written }) => written));

function placeObjects({ application, folders }: OwnedFolder): PlacedObject[] {
  return folders.flatMap(({ source, folder }) =>
    folder.objects.map(({ manifest, namespace, isFloating }) => ({
      manifest,
      application,
      ...(isFloating && { isFloating }),
      namespace:
        namespace ??
        textOf(manifest.object.metadata, 'namespace') ??
        source.release?.namespace ??
        application.namespace,
    })),
  );
}
