import { check, type Fault } from './check';
import type { Cluster } from './project/cluster';
import { annotationOf, nameOf } from './project/fields';

/** What takes data with it when it goes. */
const carriers = ['Namespace', 'CustomResourceDefinition', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'];

export const requirePruneProtection = check(
  'require-prune-protection',
  'what carries data outlives its removal from Git',
  ({ clusters }) => clusters.flatMap(cluster => [...ofObjects(cluster), ...ofCharts(cluster)]),
);

function ofObjects({ objects }: Cluster): Fault[] {
  return objects
    .filter(
      ({ manifest: { object }, application }) =>
        carriers.includes(object.kind) &&
        application?.prunes &&
        !/Prune=(?:false|confirm)/.test(annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '') &&
        !application.syncOptions.some(option => /^Prune=(?:false|confirm)$/.test(option)),
    )
    .map(({ manifest, namespace, application }) => ({
      in: manifest,
      at: ['metadata'],
      severity: 'warning',
      message: `\`${application!.name}\` deletes \`${nameOf(manifest.object, namespace)}\`, and all data in it, when it leaves Git`,
      repair: 'annotate it with `argocd.argoproj.io/sync-options: Prune=false,Delete=false`',
    }));
}

/** `helm.sh/resource-policy: keep` keeps Argo CD from deleting with the Application, not from pruning. */
function ofCharts({ releases }: Cluster): Fault[] {
  return releases.flatMap(({ application, facts, chart, in: place, at }) => {
    const carried = carriers.filter(kind =>
      Object.keys(facts?.objects ?? {}).some(key => key === kind || key.startsWith(`${kind}.`)),
    );
    return carried.length === 0 || !application?.prunes
      ? []
      : [
          {
            in: place,
            at,
            severity: 'warning' as const,
            message: `\`${application.name}\` prunes, and the chart \`${chart}\` brings objects that carry data: ${carried.map(kind => `\`${kind}\``).join(', ')}`,
            repair: 'set `syncPolicy.automated.prune: false`',
          },
        ];
  });
}
