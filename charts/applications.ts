import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { syncWave } from '../constructs/sync';
import { type LayerName, layerNamed } from '../graph/layers';
import { Application, type ApplicationSpecSources } from '../imports/argoproj.io';
import { ignoreAnnotation } from '../model/suppression';
import type { LayerContent } from './layer-content';
import { wavesOf } from './order';
import { argocdNamespace, inCluster, Project } from './projects';
import { syncPolicy } from './sync-policy';

/**
 * One Application and one AppProject for a layer, in the wave that the order of the layers gives. Neither carries the
 * cascade finalizer: deleting an Application by mistake orphans its objects and deletes none.
 *
 * Upstream: https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/
 */
export class LayerApplication extends Chart {
  constructor(scope: Construct, cluster: Cluster, layer: LayerContent, wave: number) {
    super(scope, layer.name);
    const { exemption, keepsRemovedObjects = false } = layerNamed(layer.name);
    const sources = sourcesOf(cluster, layer);
    const namespace = namespaceOf(layer);
    new Project(this, 'project', { layer, namespace, repositories: sources.map(source => source.repoUrl) });
    new Application(this, 'application', {
      metadata: {
        name: layer.name,
        namespace: argocdNamespace,
        annotations: {
          ...syncWave(wave),
          // Argo CD re-renders an Application only when something under these paths changes.
          'argocd.argoproj.io/manifest-generate-paths': `/${folderOf(cluster, layer.name)}`,
          ...(exemption !== undefined && { [ignoreAnnotation]: exemption }),
        },
      },
      spec: {
        project: layer.name,
        destination: { server: inCluster, namespace },
        sources,
        syncPolicy: syncPolicy(!keepsRemovedObjects),
      },
    });
  }
}

/** Charts for `gitops/argocd/apps/<cluster>/`, one for each layer that has content. */
export function addApplications(
  scope: Construct,
  cluster: Cluster,
  layers: readonly LayerContent[],
): LayerApplication[] {
  const waves = wavesOf(layers);
  return layers.map(layer => new LayerApplication(scope, cluster, layer, waves.get(layer.name) ?? 0));
}

export function folderOf(cluster: Cluster, layer: LayerName): string {
  return `dist/${cluster.name}/${layer}`;
}

/** Charts first, then our own manifests, which may refer to what the charts make. */
function sourcesOf(cluster: Cluster, layer: LayerContent): ApplicationSpecSources[] {
  const { repository, revision } = cluster.git;
  const folder = folderOf(cluster, layer.name);
  const charts = layer.releases.map(release => ({
    repoUrl: release.chart.repository,
    chart: release.chart.chart,
    targetRevision: release.chart.version,
    helm: {
      releaseName: release.releaseName,
      namespace: release.namespace,
      valueFiles: [`$platform/${folder}/values.yaml`],
    },
  }));
  const upstream = layer.upstream.map(manifests => ({
    repoUrl: manifests.repository,
    targetRevision: manifests.revision,
    path: manifests.path,
    directory: manifests.include === undefined ? undefined : { include: manifests.include },
  }));
  const own = {
    repoUrl: repository.text,
    targetRevision: revision,
    ...(charts.length > 0 && { ref: 'platform' }),
    ...(layer.objects.length > 0 && { path: folder, directory: { include: '*.k8s.yaml' } }),
  };
  return [...charts, ...upstream, ...(charts.length + layer.objects.length > 0 ? [own] : [])];
}

function namespaceOf({ releases, objects }: LayerContent): string {
  const named = objects.map(object => object.metadata.namespace).find(namespace => namespace !== undefined);
  return releases[0]?.namespace ?? named ?? 'kube-system';
}
