import { groupOf } from '../model/manifest';
import type { Step } from '../model/yaml';
import { check, type Fault } from './check';
import { type Application, waveOf } from './project/application';
import type { Cluster, PlacedObject } from './project/cluster';
import { annotationOf, nameOf } from './project/fields';
import { type Inventory, identityOf, inventoryOf, type Lookup, type Provider } from './project/inventory';
import { builtInGroups } from './project/makers';
import { referencesOf } from './project/references';
import { namespaceNamed } from './require-references';

/**
 * Argo CD applies Applications and, in each, objects by waves, and waits for the health of one before the next: what
 * stands in an early wave must not need a later one.
 */
export const validOrder = check('valid-order', 'what an object needs is applied before it', ({ clusters }) =>
  clusters.flatMap(cluster => {
    const inventory = inventoryOf(cluster);
    return cluster.objects.flatMap(placed => latecomers(placed, inventory, cluster)).filter(isFirst());
  }),
);

/** What is needed: by an object that cannot be applied without it (`strict`), or that is not healthy without it. */
interface Need {
  readonly what: string;
  readonly lookup: Lookup;
  readonly at: readonly Step[];
  readonly strict: boolean;
  /** The object's CRD, which Argo CD can be told to wait for inside one sync. */
  readonly isKind?: boolean;
}

function latecomers(placed: PlacedObject, inventory: Inventory, { parents }: Cluster): Fault[] {
  const { manifest, application } = placed;
  if (application === undefined) return [];
  const isOrdered = (provider: Provider) =>
    provider.application === application || areOrdered(provider.application, application, parents);
  return needsOf(placed, inventory).flatMap(need => {
    if (
      typeof need.lookup === 'string' ||
      need.lookup.some(provider => !isOrdered(provider) || isInTime(provider, placed, need))
    )
      return [];
    const [late] = need.lookup;
    return [{ in: manifest, at: need.at, ...words(placed, need, late!) }];
  });
}

function needsOf(placed: PlacedObject, inventory: Inventory): Need[] {
  const { object } = placed.manifest;
  const { group, kind, namespace } = identityOf(placed);
  return [
    ...(namespace === '' || isMadeByArgoCD(namespace, placed)
      ? []
      : [
          {
            what: `namespace \`${namespace}\``,
            lookup: inventory.find(namespaceNamed(namespace)),
            at: ['metadata'],
            strict: true,
          },
        ]),
    ...(builtInGroups.includes(groupOf(object))
      ? []
      : [
          {
            what: `CRD of \`${kind}\``,
            lookup: inventory.findKind(group, kind),
            at: ['kind'],
            strict: true,
            isKind: true,
          },
        ]),
    ...referencesOf(placed).map(reference => ({
      what: `${reference.kind} \`${reference.namespace === '' ? '' : `${reference.namespace}/`}${reference.name}\``,
      lookup: inventory.find(reference),
      at: reference.at,
      strict: /Class$|Issuer$|^Gateway$/.test(reference.kind),
    })),
  ];
}

/** Waves tell siblings apart, as long as a parent brings them. */
function areOrdered(a: Application | undefined, b: Application, parents: Cluster['parents']): boolean {
  return a !== undefined && !a.generated && !b.generated && parents.get(a) === parents.get(b) && parents.has(a);
}

/** Argo CD's own namespace, and those that an Application creates for itself. */
function isMadeByArgoCD(namespace: string, { application }: PlacedObject): boolean {
  const own = application!.manifest.object.metadata.namespace;
  const creates = application!.syncOptions.includes('CreateNamespace=true');
  return namespace === own || (creates && namespace === application!.namespace);
}

function isInTime({ application, wave, later }: Provider, placed: PlacedObject, need: Need): boolean {
  const own = placed.application!;
  if (application === undefined) return true;
  if (application === own) {
    if (wave > waveOf(placed.manifest.object)) return false;
    return !(need.isKind && later) || mayLackKind(placed);
  }
  return need.strict ? application.wave < own.wave : application.wave <= own.wave;
}

/** Argo CD compares with a dry run, which fails on a kind that an operator only registers at run time. */
function mayLackKind({ manifest, application }: PlacedObject): boolean {
  const option = 'SkipDryRunOnMissingResource=true';
  const own = annotationOf(manifest.object, 'argocd.argoproj.io/sync-options') ?? '';
  return own.includes(option) || application!.syncOptions.includes(option);
}

function words(placed: PlacedObject, need: Need, { application, wave }: Provider): Pick<Fault, 'message' | 'repair'> {
  const own = placed.application!;
  const name = nameOf(placed.manifest.object);
  if (application === own && wave <= waveOf(placed.manifest.object))
    return {
      message: `\`${name}\` is compared before an operator registers the ${need.what}, and the sync fails`,
      repair: 'annotate it with `argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true`',
    };
  if (application === own)
    return {
      message: `\`${name}\` stands in wave ${waveOf(placed.manifest.object)} of \`${own.name}\`, the ${need.what} that it needs in wave ${wave}`,
      repair: `move it to wave ${wave} or later`,
    };
  return {
    message: `\`${name}\` comes with \`${own.name}\` in wave ${own.wave}, the ${need.what} that it needs with \`${application!.name}\` in wave ${application!.wave}`,
    repair: `move \`${own.name}\` to wave ${application!.wave + (need.strict ? 1 : 0)} or later`,
  };
}

/** One Application may need another for many objects: the first of each reason is told. */
function isFirst(): (fault: Fault) => boolean {
  const seen = new Set<string>();
  return ({ message }) => {
    const reason = message.replace(/^`[^`]*`/, '');
    if (seen.has(reason)) return false;
    seen.add(reason);
    return true;
  };
}
