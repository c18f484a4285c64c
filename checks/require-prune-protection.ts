import { nameOf } from '../model/fields';
import { groupBy } from '../model/group-by';
import { count } from '../model/plural';
import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import { identityOf } from '../repository/identity';
import { kindsToKeep, pruningOf } from '../repository/pruning';
import type { Repository } from '../repository/repository';
import { kindsOf } from '../upstream/facts';

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

/** One finding for each Application, or ApplicationSet, at its first object. */
function ofObjects({ objects }: Cluster): RuleFinding[] {
  const exposed = objects.flatMap(({ application, ...placed }) =>
    application !== undefined &&
    kindsToKeep.includes(placed.manifest.object.kind) &&
    pruningOf(application, placed.manifest.object) === 'deletes'
      ? [{ application, ...placed }]
      : [],
  );
  const ownerOf = ({ application }: (typeof exposed)[number]) =>
    application.generated ? application.manifest.file : application;
  return [...groupBy(exposed, ownerOf).values()].map(([first, ...others]) => {
    const { name } = first.application;
    const namespace = identityOf(first).namespace || undefined;
    const more = others.length === 0 ? '' : ` and ${count(others.length, 'more such object')}`;
    return {
      in: first.manifest,
      at: ['metadata'],
      message: `\`${name}\` deletes \`${nameOf(first.manifest.object, namespace)}\`${more} with all data when it is removed from Git`,
      repair: 'annotate it with `argocd.argoproj.io/sync-options: Prune=false,Delete=false`',
    };
  });
}

/** `helm.sh/resource-policy: keep` keeps Argo CD from deleting with the Application, not from pruning. */
function ofCharts({ releases }: Cluster): RuleFinding[] {
  return releases.flatMap(({ application, pinned, chart, in: place, at }) => {
    if (application === undefined || pinned === undefined || pruningOf(application) !== 'deletes') return [];
    const kinds = kindsOf(pinned).flatMap(({ kind }) => (kindsToKeep.includes(kind) ? [`\`${kind}\``] : []));
    if (kinds.length === 0) return [];
    return [
      {
        in: place,
        at,
        message: `\`${application.name}\` prunes, and the chart \`${chart}\` brings ${kinds.join(', ')}`,
        repair: 'set `syncPolicy.automated.prune: false`',
      },
    ];
  });
}
