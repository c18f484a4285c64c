import { field, listOf, recordOf, textOf } from '../../model/fields';
import { groupOf, type KubernetesObject, type Manifest } from '../../model/manifest';
import type { Additions } from '../kustomize/kustomization';

/** A Kustomization of Flux: a folder that Flux builds, applies and prunes. Not to be mistaken for Kustomize's own file. */
export interface FluxKustomization {
  readonly manifest: Manifest;
  readonly name: string;
  readonly namespace: string;
  /** Folder in its source, without slashes at its ends; `.` is the root. */
  readonly path: string;
  /** Where its folder is: kind, namespace and name of an object, `GitRepository flux-system/flux-system`. */
  readonly source: string;
  /** Namespace that is given to everything. */
  readonly targetNamespace?: string;
  /** Names (`namespace/name`) of what must be ready before. */
  readonly dependsOn: readonly string[];
  /** Whether what is removed from Git is deleted from the cluster. */
  readonly prunes: boolean;
  readonly isSuspended: boolean;
  /** Applied to another cluster than the one that Flux runs in. */
  readonly isRemote: boolean;
}

const group = 'kustomize.toolkit.fluxcd.io';

export const isFluxKustomization = (object: KubernetesObject) =>
  object.kind === 'Kustomization' && groupOf(object) === group;

/** The object by which Flux' operator makes a Kustomization of the same name (flux-operator docs/api/v1/fluxinstance). */
export const isFluxInstance = (object: KubernetesObject) =>
  object.kind === 'FluxInstance' &&
  groupOf(object) === 'fluxcd.controlplane.io' &&
  textOf(object, 'spec', 'sync', 'path') !== undefined;

export function readFluxKustomization(manifest: Manifest): FluxKustomization {
  const { object } = manifest;
  const namespace = textOf(object.metadata, 'namespace') ?? 'flux-system';
  if (isFluxInstance(object))
    return {
      manifest,
      name: textOf(object, 'spec', 'sync', 'name') ?? namespace,
      namespace,
      path: folderOf(textOf(object, 'spec', 'sync', 'path')),
      source: `${textOf(object, 'spec', 'sync', 'kind') ?? 'GitRepository'} ${namespace}/${namespace}`,
      dependsOn: [],
      prunes: true,
      isSuspended: false,
      isRemote: false,
    };
  const targetNamespace = textOf(object, 'spec', 'targetNamespace');
  const reference = field(object, 'spec', 'sourceRef');
  return {
    manifest,
    name: object.metadata.name,
    namespace,
    path: folderOf(textOf(object, 'spec', 'path')),
    source: `${textOf(reference, 'kind') ?? ''} ${textOf(reference, 'namespace') ?? namespace}/${textOf(reference, 'name') ?? ''}`,
    ...(targetNamespace !== undefined && { targetNamespace }),
    dependsOn: listOf(object, 'spec', 'dependsOn').flatMap(entry => {
      const name = textOf(entry, 'name');
      return name === undefined ? [] : [`${textOf(entry, 'namespace') ?? namespace}/${name}`];
    }),
    prunes: field(object, 'spec', 'prune') === true,
    isSuspended: field(object, 'spec', 'suspend') === true,
    isRemote: Object.keys(recordOf(object, 'spec', 'kubeConfig')).length > 0,
  };
}

const folderOf = (path = '') => path.replaceAll(/^(?:\.?\/)+|\/+$/g, '').replace(/^\.$/, '') || '.';

/** What its spec adds to the kustomization in its folder, as Kustomize's own file would say it. */
export function additionsOf({ manifest: { object }, targetNamespace }: FluxKustomization): Additions {
  const spec = recordOf(object, 'spec');
  const labels = recordOf(spec, 'commonMetadata', 'labels');
  return {
    ...(targetNamespace !== undefined && { namespace: targetNamespace }),
    namePrefix: textOf(spec, 'namePrefix'),
    nameSuffix: textOf(spec, 'nameSuffix'),
    components: listOf(spec, 'components'),
    patches: listOf(spec, 'patches'),
    labels: Object.keys(labels).length === 0 ? [] : [{ pairs: labels }],
  };
}
