import { nameOf } from '../../model/fields';
import { groupOf, type Place } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import { type Application, waveOf } from '../../repository/application';
import type { Cluster } from '../../repository/cluster';
import { builtInGroups } from '../../repository/generated-objects';
import { identityOf, type PlacedObject } from '../../repository/identity';
import { type Inventory, inventoryOf, type Lookup } from '../../repository/inventory';
import { syncOptionsOf } from '../../repository/pruning';
import { referencesOf } from '../../repository/references';
import type { Reference } from '../../repository/references/reference';
import { referencesInValues } from '../../repository/references/values';
import type { HelmRelease } from '../../repository/releases';
import { kindsOf } from '../../upstream/facts';
import { namespaceNamed } from '../require-references';

/** An object, or a chart, with its place in the order. */
export interface Subject {
  readonly name: string;
  readonly in: Place;
  readonly application: Application;
  readonly wave: number;
  /** Whether Argo CD is to ignore a CRD that does not exist yet. */
  readonly mayLackCrd: boolean;
  readonly dependencies: readonly Dependency[];
}

/** What an object cannot be applied without (`strict`), or is not healthy without. */
export interface Dependency {
  readonly what: string;
  readonly lookup: Lookup;
  readonly at: readonly Step[];
  readonly strict: boolean;
  readonly isCrd?: boolean;
}

export function subjectsOf(cluster: Cluster): Subject[] {
  const inventory = inventoryOf(cluster);
  return [
    ...cluster.objects.flatMap(placed => subjectOf(placed, inventory)),
    ...cluster.releases.flatMap(release => subjectOfRelease(release, inventory)),
  ];
}

function subjectOf(placed: PlacedObject, inventory: Inventory): Subject[] {
  const { manifest, application } = placed;
  const { object } = manifest;
  const { group, kind, namespace } = identityOf(placed);
  if (application === undefined) return [];
  const options = [...syncOptionsOf(object), ...application.syncOptions];
  return [
    {
      name: nameOf(object),
      in: manifest,
      application,
      wave: waveOf(object),
      mayLackCrd: options.includes('SkipDryRunOnMissingResource=true'),
      dependencies: [
        ...onNamespace(namespace, application, ['metadata'], inventory),
        ...(builtInGroups.includes(groupOf(object)) ? [] : [onCrd(group, kind, ['kind'], inventory)]),
        ...referencesOf(placed)
          .filter(({ isLater }) => !isLater)
          .map(reference => onObject(reference, inventory)),
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
      mayLackCrd: true,
      dependencies: [
        ...onNamespace(namespace, application, at, inventory),
        ...kinds.map(({ group, kind }) => onCrd(group, kind, at, inventory)),
        ...values.flatMap(({ value }) =>
          referencesInValues(value, namespace).map(reference => ({ ...onObject(reference, inventory), at })),
        ),
      ],
    },
  ];
}

/** Argo CD's own namespace exists, and so do those that an Application creates for itself. */
function onNamespace(
  name: string,
  { manifest, syncOptions, namespace }: Application,
  at: readonly Step[],
  inventory: Inventory,
): Dependency[] {
  const isCreated = syncOptions.includes('CreateNamespace=true') && name === namespace;
  if (name === '' || name === manifest.object.metadata.namespace || isCreated) return [];
  return [{ what: `namespace \`${name}\``, lookup: inventory.find(namespaceNamed(name)), at, strict: true }];
}

const onCrd = (group: string, kind: string, at: readonly Step[], inventory: Inventory): Dependency => ({
  what: `CRD of \`${kind}\``,
  lookup: inventory.findKind(group, kind),
  at,
  strict: true,
  isCrd: true,
});

const onObject = (reference: Reference, inventory: Inventory): Dependency => ({
  what: `${reference.kind} \`${reference.namespace === '' ? '' : `${reference.namespace}/`}${reference.name}\``,
  lookup: inventory.find(reference),
  at: reference.at,
  strict: /Class$|Issuer$|^Gateway$/.test(reference.kind),
});
