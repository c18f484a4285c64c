import type { Rule, RuleFinding } from '../model/rule';
import type { Cluster } from '../repository/cluster';
import type { Provider } from '../repository/inventory';
import type { Repository } from '../repository/repository';
import { areOrdered, isInTime } from './order/sequence';
import { type Dependency, type Subject, subjectsOf } from './order/subject';

export const validOrder: Rule<Repository> = {
  code: 'valid-order',
  severity: 'error',
  title: 'An object that is applied before something that it needs',
  why: 'Argo CD waits until a wave is healthy before it starts the next one. An object that needs something of a later wave never becomes healthy, and the sync hangs. CRDs, namespaces, classes, issuers and Gateways have to be there before, so they need an earlier wave; for everything else the same wave is enough. An object whose CRD an operator registers during the same sync needs the option `SkipDryRunOnMissingResource=true`.',
  wrong: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/gateways.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: gateways, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "1" } }
spec:
  destination: { namespace: gateways }
  source: { repoURL: https://git.test/platform.git, path: dist/gateways }
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "1" } }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/shop }
# file: dist/gateways/gateway.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: gateways }
# file: dist/shop/route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
`,
  right: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/gateways.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: gateways, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "1" } }
spec:
  destination: { namespace: gateways }
  source: { repoURL: https://git.test/platform.git, path: dist/gateways }
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "2" } }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/shop }
# file: dist/gateways/gateway.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: gateways }
# file: dist/shop/route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
`,
  source: 'argo-cd 3.5 docs/user-guide/sync-waves.md',
  find: ({ clusters }) => clusters.flatMap(latecomers),
};

/** What comes too late, with the first object that needs it: one Application may need another for many objects. */
function latecomers(cluster: Cluster): RuleFinding[] {
  const first = new Map<string, RuleFinding>();
  for (const subject of subjectsOf(cluster))
    for (const dependency of subject.dependencies) {
      const provider = tooLate(subject, dependency, cluster);
      if (provider === undefined) continue;
      const isWithin = provider.application === subject.application;
      const waves = isWithin ? [subject.wave, provider.wave] : [];
      const reason = JSON.stringify([subject.application.name, dependency.what, provider.application?.name, ...waves]);
      if (!first.has(reason))
        first.set(reason, { in: subject.in, at: dependency.at, ...words(subject, dependency, provider) });
    }
  return [...first.values()];
}

/** The first provider, where none of them comes in time. */
function tooLate(subject: Subject, dependency: Dependency, { parents }: Cluster): Provider | undefined {
  const { lookup } = dependency;
  const isOrdered = ({ application }: Provider) =>
    application === subject.application || areOrdered(application, subject.application, parents);
  if (typeof lookup === 'string') return undefined;
  return lookup.some(provider => !isOrdered(provider) || isInTime(provider, subject, dependency))
    ? undefined
    : lookup[0];
}

function words(
  { name, application: own, wave }: Subject,
  { what, strict }: Dependency,
  { application, wave: provided }: Provider,
): Pick<RuleFinding, 'message' | 'repair'> {
  if (application === own && provided <= wave)
    return {
      message: `\`${name}\` is compared before an operator registers the ${what}, so the sync fails`,
      repair: 'annotate it with `argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true`',
    };
  if (application === own)
    return {
      message: `\`${name}\` is in wave ${wave} of \`${own.name}\`, but the ${what} that it needs is in wave ${provided}`,
      repair: `move it to wave ${provided} or later`,
    };
  return {
    message: `\`${name}\` comes with \`${own.name}\` in wave ${own.wave}, but the ${what} that it needs comes with \`${application?.name}\` in wave ${application?.wave}`,
    repair: `move \`${own.name}\` to wave ${(application?.wave ?? 0) + (strict ? 1 : 0)} or later`,
  };
}
