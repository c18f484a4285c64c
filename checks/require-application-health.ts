import { field, textOf } from '../model/fields';
import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import type { Repository } from '../repository/repository';

const key = 'resource.customizations.health.argoproj.io_Application';

/** Argo CD has no health of Applications of its own since 1.8: their waves then start one after the other, unhealthy. */
export const requireApplicationHealth: Rule<Repository> = {
  code: 'require-application-health',
  severity: 'error',
  title: 'Sync waves between Applications whose health Argo CD does not assess',
  why: 'Argo CD 1.8 removed its health check of Applications. Without a custom one, every Application counts as healthy at once, and no wave waits for the one before it.',
  wrong: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/argocd.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "0" } }
spec:
  destination: { namespace: argocd }
  source: { repoURL: https://git.test/platform.git, path: dist/argocd }
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "1" } }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/shop }
# file: dist/argocd/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data: { url: https://argocd.test }
# file: dist/shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  right: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/argocd.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "0" } }
spec:
  destination: { namespace: argocd }
  source: { repoURL: https://git.test/platform.git, path: dist/argocd }
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "1" } }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/shop }
# file: dist/argocd/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  resource.customizations.health.argoproj.io_Application: |
    hs = { status = "Progressing", message = "" }
    if obj.status ~= nil and obj.status.health ~= nil then hs.status = obj.status.health.status end
    return hs
# file: dist/shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  source: 'argo-cd 3.5 docs/operator-manual/health.md',
  find: ({ clusters }) => clusters.flatMap(faultsOf),
};

function faultsOf({ applications, parents, releases, objects }: Cluster): RuleFinding[] {
  const waves = new Set([...parents.keys()].map(application => application.wave));
  const argocd = releases.find(release => release.chart === 'argo-cd');
  const settings = objects.find(
    ({ manifest: { object } }) => object.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm',
  );
  const place = settings === undefined ? argocd : { in: settings.manifest, at: ['data'] };
  if (waves.size < 2 || applications.length === 0 || place === undefined) return [];
  const isSet =
    textOf(settings?.manifest.object, 'data', key) !== undefined ||
    argocd?.values.some(({ value }) => field(value, 'configs', 'cm', key) !== undefined);
  if (isSet) return [];
  return [
    {
      in: place.in,
      at: place.at,
      message: 'Applications have waves, but Argo CD does not assess their health, so it waits for none of them',
      repair: `add \`${key}\` to \`argocd-cm\``,
    },
  ];
}
