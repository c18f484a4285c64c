import { annotationOf, nameOf } from '../model/fields';
import type { Place } from '../model/manifest';
import { groupOf } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import { type Application, waveOf } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { builtInGroups } from '../repository/generated-objects';
import { identityOf, type PlacedObject } from '../repository/identity';
import { type Inventory, inventoryOf, type Lookup, type Provider } from '../repository/inventory';
import { type Reference, referencesInValues, referencesOf } from '../repository/references';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';
import { kindsOf } from '../upstream/facts';
import { namespaceNamed } from './require-references';

/**
 * Argo CD applies Applications and, in each, objects by waves, and waits for the health of one before the next: what
 * stands in an early wave must not need a later one.
 */
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
  find: ({ clusters }) =>
    clusters.flatMap(cluster => {
      const inventory = inventoryOf(cluster);
      const subjects = [
        ...cluster.objects.flatMap(placed => subjectOf(placed, inventory)),
        ...cluster.releases.flatMap(release => subjectOfRelease(release, inventory)),
      ];
      return subjects.flatMap(subject => latecomers(subject, cluster)).filter(isFirst());
    }),
};

/** An object, or a chart, with its place in the order. */
interface Subject {
  readonly name: string;
  readonly in: Place;
  readonly application: Application;
  readonly wave: number;
  /** Argo CD is told not to fail on a kind that only comes. */
  readonly mayLackKind: boolean;
  readonly needs: readonly Need[];
}

/** What is needed: by an object that cannot be applied without it (`strict`), or that is not healthy without it. */
interface Need {
  readonly what: string;
  readonly lookup: Lookup;
  readonly at: readonly Step[];
  readonly strict: boolean;
  readonly isKind?: boolean;
}

function subjectOf(placed: PlacedObject, inventory: Inventory): Subject[] {
  const { manifest, application } = placed;
  const { object } = manifest;
  const { group, kind, namespace } = identityOf(placed);
  if (application === undefined) return [];
  const option = 'SkipDryRunOnMissingResource=true';
  const options = annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '';
  return [
    {
      name: nameOf(object),
      in: manifest,
      application,
      wave: waveOf(object),
      mayLackKind: options.includes(option) || application.syncOptions.includes(option),
      needs: [
        ...needOfNamespace(namespace, application, ['metadata'], inventory),
        ...(builtInGroups.includes(groupOf(object)) ? [] : [needOfKind(group, kind, ['kind'], inventory)]),
        ...referencesOf(placed).map(reference => needOfReference(reference, inventory)),
      ],
    },
  ];
}

function subjectOfRelease(release: HelmRelease, inventory: Inventory): Subject[] {
  const { chart, application, facts, namespace, in: place, at, values } = release;
  if (application === undefined) return [];
  const kinds = facts === undefined ? [] : kindsOf(facts).filter(({ group }) => !builtInGroups.includes(group));
  return [
    {
      name: `chart ${chart}`,
      in: place,
      application,
      wave: 0,
      mayLackKind: true,
      needs: [
        ...needOfNamespace(namespace, application, at, inventory),
        ...kinds.map(({ group, kind }) => needOfKind(group, kind, at, inventory)),
        ...values.flatMap(({ value }) =>
          referencesInValues(value, namespace).map(reference => ({ ...needOfReference(reference, inventory), at })),
        ),
      ],
    },
  ];
}

/** Argo CD's own namespace is there, and so are those that an Application creates for itself. */
function needOfNamespace(
  name: string,
  { manifest, syncOptions, namespace }: Application,
  at: readonly Step[],
  inventory: Inventory,
): Need[] {
  const isCreated = syncOptions.includes('CreateNamespace=true') && name === namespace;
  if (name === '' || name === manifest.object.metadata.namespace || isCreated) return [];
  return [{ what: `namespace \`${name}\``, lookup: inventory.find(namespaceNamed(name)), at, strict: true }];
}

const needOfKind = (group: string, kind: string, at: readonly Step[], inventory: Inventory): Need => ({
  what: `CRD of \`${kind}\``,
  lookup: inventory.findKind(group, kind),
  at,
  strict: true,
  isKind: true,
});

const needOfReference = (reference: Reference, inventory: Inventory): Need => ({
  what: `${reference.kind} \`${reference.namespace === '' ? '' : `${reference.namespace}/`}${reference.name}\``,
  lookup: inventory.find(reference),
  at: reference.at,
  strict: /Class$|Issuer$|^Gateway$/.test(reference.kind),
});

function latecomers(subject: Subject, { parents }: Cluster): RuleFinding[] {
  const isOrdered = ({ application }: Provider) =>
    application === subject.application || areOrdered(application, subject.application, parents);
  return subject.needs.flatMap(need => {
    if (typeof need.lookup === 'string') return [];
    if (need.lookup.some(provider => !isOrdered(provider) || isInTime(provider, subject, need))) return [];
    return [{ in: subject.in, at: need.at, ...words(subject, need, need.lookup[0]!) }];
  });
}

/** Waves tell siblings apart, as long as a parent brings them. */
export function areOrdered(a: Application | undefined, b: Application, parents: Cluster['parents']): boolean {
  return a !== undefined && !a.generated && !b.generated && parents.get(a) === parents.get(b) && parents.has(a);
}

function isInTime({ application, wave, later }: Provider, subject: Subject, need: Need): boolean {
  if (application === undefined) return true;
  if (application === subject.application)
    // Argo CD compares with a dry run, which fails on a kind that an operator only registers at run time.
    return wave <= subject.wave && (need.isKind !== true || !later || subject.mayLackKind);
  return need.strict ? application.wave < subject.application.wave : application.wave <= subject.application.wave;
}

function words(
  { name, application: own, wave }: Subject,
  { what, strict }: Need,
  { application, wave: provided }: Provider,
): Pick<RuleFinding, 'message' | 'repair'> {
  if (application === own && provided <= wave)
    return {
      message: `\`${name}\` is compared before an operator registers the ${what}, and the sync fails`,
      repair: 'annotate it with `argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true`',
    };
  if (application === own)
    return {
      message: `\`${name}\` stands in wave ${wave} of \`${own.name}\`, the ${what} that it needs in wave ${provided}`,
      repair: `move it to wave ${provided} or later`,
    };
  return {
    message: `\`${name}\` comes with \`${own.name}\` in wave ${own.wave}, the ${what} that it needs with \`${application!.name}\` in wave ${application!.wave}`,
    repair: `move \`${own.name}\` to wave ${application!.wave + (strict ? 1 : 0)} or later`,
  };
}

/** One Application may need another for many objects: the first of each reason is told. */
function isFirst(): (fault: RuleFinding) => boolean {
  const seen = new Set<string>();
  return ({ message }) => {
    const reason = message.replace(/^`[^`]*`/, '');
    if (seen.has(reason)) return false;
    seen.add(reason);
    return true;
  };
}
