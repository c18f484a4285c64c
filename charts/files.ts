import { App, type Chart } from 'cdk8s';
import type { Cluster } from '../config/schema/cluster';
import type { Component } from '../graph/application';
import { formatYaml } from '../model/yaml';
import { clusterGraph } from '../workloads/cluster-graph';
import { addApplications, folderOf } from './applications';
import { buildStack } from './index';
import { contentOf, isEmpty, type LayerContent } from './layer-content';
import { RootApplication } from './root-application';

/** Files by path, relative to the project's root, with `/` on every machine. */
export type Files = ReadonlyMap<string, string>;

/** The layers of one cluster that put something into it. */
export function layersOf(
  cluster: Cluster,
  fleet: readonly Cluster[],
  components: readonly Component[],
): LayerContent[] {
  const graph = clusterGraph(cluster, fleet, components);
  const stack = buildStack(new App(), { cluster, fleet, graph, components });
  return stack.map(contentOf).filter(layer => !isEmpty(layer));
}

/** Everything that Argo CD reads for one cluster: its part of `dist/` and of `gitops/argocd/`. */
export function filesOf(cluster: Cluster, fleet: readonly Cluster[], components: readonly Component[]): Files {
  const layers = layersOf(cluster, fleet, components);
  const files = new Map<string, string>();

  for (const layer of layers) {
    const folder = folderOf(cluster, layer.name);
    if (layer.objects.length > 0) files.set(`${folder}/${layer.name}.k8s.yaml`, formatYaml(layer.objects));
    for (const release of layer.releases) files.set(`${folder}/values.yaml`, valuesText(release.values));
  }

  const gitops = new App();
  for (const application of addApplications(gitops, cluster, layers))
    files.set(`gitops/argocd/apps/${cluster.name}/${application.node.id}.yaml`, textOf(application));
  files.set(`gitops/argocd/root/${cluster.name}.yaml`, textOf(new RootApplication(gitops, cluster)));
  return files;
}

function textOf(chart: Chart): string {
  return formatYaml(chart.toJson());
}

/** The text of a values file. Undefined keys are left out: `null` would remove the chart's own default. */
export function valuesText(values: object): string {
  return formatYaml([JSON.parse(JSON.stringify(values))]);
}
