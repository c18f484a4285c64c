import { HelmRelease, type HelmReleaseProps } from '../constructs/helm-release';
import type { Layer } from '../constructs/layer';
import { UpstreamManifests, type UpstreamManifestsProps } from '../constructs/upstream-manifests';
import type { LayerName } from '../graph/layers';
import { isKubernetesObject, type KubernetesObject } from '../model/manifest';

/** What a layer puts into the cluster, as plain values: all that order, projects and Applications are derived from. */
export interface LayerContent {
  readonly name: LayerName;
  readonly objects: readonly KubernetesObject[];
  readonly releases: readonly HelmReleaseProps[];
  readonly upstream: readonly UpstreamManifestsProps[];
}

/** Reads a built layer. A layer without content is one that the cluster file turned off. */
export function contentOf(layer: Layer): LayerContent {
  const constructs = layer.node.findAll();
  return {
    name: layer.node.id as LayerName,
    objects: (layer.toJson() as unknown[]).filter(isKubernetesObject),
    releases: constructs.filter(HelmRelease.isHelmRelease).map(release => release.props),
    upstream: constructs.filter(UpstreamManifests.isUpstreamManifests).map(manifests => manifests.props),
  };
}

export function isEmpty({ objects, releases, upstream }: LayerContent): boolean {
  return objects.length + releases.length + upstream.length === 0;
}
