import { annotationOf, nameOf } from '../model/fields';
import type { Rule, RuleFinding } from '../model/rule';
import type { Application } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { identityOf, type PlacedObject } from '../repository/identity';
import type { Repository } from '../repository/repository';

/** What takes data, or the way to it, along when it goes. */
const carriers = ['Namespace', 'CustomResourceDefinition', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'];

export const requirePruneProtection: Rule<Repository> = {
  code: 'require-prune-protection',
  severity: 'warning',
  title: 'Data that is deleted when its manifest leaves Git',
  why: 'Pruning deletes what is no longer in Git: a namespace with everything in it, a CRD with all objects of its kind, a claim with its volume. `helm.sh/resource-policy: keep` does not protect from pruning; Argo CD’s own options do, as does `Prune=confirm`, which waits for a person. For a chart with such objects, turn `syncPolicy.automated.prune` off.',
  wrong: `
# file: app.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: shop }
  syncPolicy: { automated: { prune: true } }
# file: shop/namespace.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
  right: `
# file: app.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: shop }
  syncPolicy: { automated: { prune: true } }
# file: shop/namespace.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations: { argocd.argoproj.io/sync-options: "Prune=false,Delete=false" }
`,
  source: 'argo-cd 3.5 docs/user-guide/sync-options.md',
  find: ({ clusters }) => clusters.flatMap(cluster => [...ofObjects(cluster), ...ofCharts(cluster)]),
};

const isKept = (text: string) => /Prune=(?:false|confirm)/.test(text);

/** One fault for each Application, at its first object. */
function ofObjects({ objects }: Cluster): RuleFinding[] {
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
function ofCharts({ releases }: Cluster): RuleFinding[] {
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
