import { annotationOf, nameOf } from '../model/fields';
import type { Application } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { identityOf, type PlacedObject } from '../repository/identity';
import { check, type Fault } from './check';

/** What takes data, or the way to it, along when it goes. */
const carriers = ['Namespace', 'CustomResourceDefinition', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'];

export const requirePruneProtection = check(
  'require-prune-protection',
  'what carries data outlives its removal from Git',
  ({ clusters }) => clusters.flatMap(cluster => [...ofObjects(cluster), ...ofCharts(cluster)]),
);

const isKept = (text: string) => /Prune=(?:false|confirm)/.test(text);

/** One fault for each Application, at its first object. */
function ofObjects({ objects }: Cluster): Fault[] {
  const exposed = new Map<Application, PlacedObject[]>();
  for (const placed of objects) {
    const { manifest, application } = placed;
    if (application === undefined || !application.prunes || !carriers.includes(manifest.object.kind)) continue;
    if (application.syncOptions.some(isKept)) continue;
    if (isKept(annotationOf(manifest.object, 'argocd.argoproj.io/sync-options') ?? '')) continue;
    exposed.set(application, [...(exposed.get(application) ?? []), placed]);
  }
  return [...exposed].map(([{ name }, [first, ...others]]) => {
    const namespace = identityOf(first!).namespace || undefined;
    const more = others.length === 0 ? '' : `, as ${others.length} more,`;
    return {
      in: first!.manifest,
      at: ['metadata'],
      severity: 'warning',
      message: `\`${name}\` deletes \`${nameOf(first!.manifest.object, namespace)}\`${more} with what it carries when it leaves Git`,
      repair: 'annotate it with `argocd.argoproj.io/sync-options: Prune=false,Delete=false`',
    };
  });
}

/** `helm.sh/resource-policy: keep` keeps Argo CD from deleting with the Application, not from pruning. */
function ofCharts({ releases }: Cluster): Fault[] {
  return releases.flatMap(({ application, pinned, chart, in: place, at }) => {
    const carried = carriers.filter(kind =>
      Object.keys(pinned?.objects ?? {}).some(key => key === kind || key.startsWith(`${kind}.`)),
    );
    if (carried.length === 0 || !application?.prunes || application.syncOptions.some(isKept)) return [];
    return [
      {
        in: place,
        at,
        severity: 'warning' as const,
        message: `\`${application.name}\` prunes, and the chart \`${chart}\` brings ${carried.map(kind => `\`${kind}\``).join(', ')}`,
        repair: 'set `syncPolicy.automated.prune: false`',
      },
    ];
  });
}
