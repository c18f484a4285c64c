import { Construct } from 'constructs';
import { syncWave } from '../constructs/sync';
import { argocdServer } from '../graph/layers/argocd';
import { AppProject } from '../imports/argoproj.io';
import { compare } from '../model/finding';
import { groupOf } from '../model/manifest';
import { factsOf, kindsOf } from '../upstream/facts';
import type { LayerContent } from './layer-content';

/** Address of the cluster that Argo CD runs in. */
export const inCluster = 'https://kubernetes.default.svc';

/** Where Argo CD finds its Applications and projects. */
export const argocdNamespace = argocdServer.namespace;

export interface ProjectProps {
  readonly layer: LayerContent;
  /** Repositories that the layer's sources name. */
  readonly repositories: readonly string[];
  /** Namespace that the Application names as its destination. */
  readonly namespace: string;
}

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * What one layer may do in the cluster: read these repositories, write these kinds into these namespaces, and nothing
 * else. Computed from what the layer and its charts write.
 */
export class Project extends Construct {
  constructor(scope: Construct, id: string, { layer, repositories, namespace }: ProjectProps) {
    super(scope, id);
    const made = layer.releases.flatMap(release => kindsOf(factsOf(release.chart.chart)));
    const written = layer.objects.map(object => ({
      group: groupOf(object),
      kind: object.kind,
      namespaces: object.metadata.namespace === undefined ? [] : [object.metadata.namespace],
    }));
    const kinds = [...written, ...made];
    const namespaces = distinct([namespace, ...kinds.flatMap(kind => kind.namespaces)]);
    new AppProject(this, 'project', {
      metadata: { name: layer.name, namespace: argocdNamespace, annotations: syncWave(-1) },
      spec: {
        description: `What the layer ${layer.name} may write`,
        sourceRepos: distinct(repositories),
        destinations: namespaces.map(name => ({ server: inCluster, namespace: name })),
        clusterResourceWhitelist: groupKinds([
          ...kinds.filter(kind => kind.namespaces.length === 0),
          ...(layer.upstream.length > 0 ? [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }] : []),
        ]),
        namespaceResourceWhitelist: groupKinds(kinds.filter(kind => kind.namespaces.length > 0)),
      },
    });
  }
}

function groupKinds(kinds: readonly GroupKind[]): GroupKind[] {
  return distinct(kinds.map(({ group, kind }) => `${group}/${kind}`)).map(text => {
    const [group, kind] = text.split('/') as [string, string];
    return { group, kind };
  });
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compare);
}
