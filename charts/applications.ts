import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../config/schema/cluster';
import { syncWave } from '../constructs/sync';
import { type LayerName, layerNamed } from '../graph/layers';
import { Application, type ApplicationSpecSources, AppProject } from '../imports/argoproj.io';
import { ignoreAnnotation } from '../model/suppression';
import type { LayerContent } from './layer-content';
import { wavesOf } from './order';
import { inCluster, Project } from './projects';

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
    const ignored = layer.releases.flatMap(release => release.ignoreDifferences ?? []);
    new Project(this, 'project', { layer, namespace, repositories: sources.map(source => source.repoUrl) });
    new Application(this, 'application', {
      metadata: {
        name: layer.name,
        namespace: 'argocd',
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
        ignoreDifferences: ignored.length > 0 ? (ignored as never) : undefined,
      },
    });
  }
}

/** Applied once by hand: the project and the Application from which all others follow. */
export class RootApplication extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'root');
    const { repository, revision } = cluster.git;
    new AppProject(this, 'project', {
      metadata: { name: 'root', namespace: 'argocd' },
      spec: {
        description: 'Applications and projects of the platform',
        sourceRepos: [repository.text],
        destinations: [{ server: inCluster, namespace: 'argocd' }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: ['Application', 'AppProject'].map(kind => ({ group: 'argoproj.io', kind })),
      },
    });
    new Application(this, 'application', {
      metadata: {
        name: 'root',
        namespace: 'argocd',
        // A server-side dry run of a child Application fails where its running operation lacks required fields.
        annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=false' },
      },
      spec: {
        project: 'root',
        destination: { server: inCluster, namespace: 'argocd' },
        source: {
          repoUrl: repository.text,
          targetRevision: revision,
          path: `gitops/argocd/apps/${cluster.name}`,
        },
        syncPolicy: syncPolicy(true),
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
  return layers.map(layer => new LayerApplication(scope, cluster, layer, waves.get(layer.name)!));
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

function syncPolicy(prune: boolean) {
  return {
    automated: { prune, selfHeal: true, allowEmpty: false },
    syncOptions: [
      'ServerSideApply=true',
      'FailOnSharedResource=true',
      'ApplyOutOfSyncOnly=true',
      'PruneLast=true',
      'RespectIgnoreDifferences=true',
    ],
    // A bounded retry that picks up new commits: an endless one would go on applying the revision that failed.
    retry: { limit: 10, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  };
}
