import { nameOf } from '../model/fields';
import type { Place } from '../model/manifest';
import { groupOf } from '../model/manifest';
import type { Cluster } from '../repository/cluster';
import { builtInGroups } from '../repository/generated-objects';
import { type Identity, identityOf, type PlacedObject } from '../repository/identity';
import { inventoryOf } from '../repository/inventory';
import { type Reference, referencesInValues, referencesOf } from '../repository/references';
import type { HelmRelease } from '../repository/releases';
import { check, type Fault } from './check';

export const requireReferences = check(
  'require-references',
  'what an object names exists, or something written makes it',
  ({ clusters }) =>
    clusters.flatMap(cluster => [
      ...cluster.objects.flatMap(placed => missingOf(placed, cluster)),
      ...cluster.releases.flatMap(release => missingInValues(release, cluster)),
    ]),
);

function missingOf(placed: PlacedObject, cluster: Cluster): Fault[] {
  const inventory = inventoryOf(cluster);
  const { manifest, namespace } = placed;
  const { object } = manifest;
  const missing = referencesOf(placed)
    .filter(reference => inventory.find(reference) === 'missing')
    .map(reference => fault(reference, manifest, nameOf(object, namespace)));
  const home = identityOf(placed).namespace;
  const noHome = home !== '' && inventory.find(namespaceNamed(home)) === 'missing';
  const noKind =
    !builtInGroups.includes(groupOf(object)) && inventory.findKind(groupOf(object), object.kind) === 'missing';
  return [
    ...missing,
    ...(noHome ? [missingNamespace(placed, namespace ?? home)] : []),
    ...(noKind ? [missingKind(placed)] : []),
  ];
}

function missingInValues({ chart, namespace, values }: HelmRelease, cluster: Cluster): Fault[] {
  const inventory = inventoryOf(cluster);
  return values.flatMap(({ in: place, at, value }) =>
    referencesInValues(value, namespace, at)
      .filter(reference => inventory.find(reference) === 'missing')
      .map(reference => fault(reference, place, chart)),
  );
}

export const namespaceNamed = (name: string): Identity => ({ group: '', kind: 'Namespace', namespace: '', name });

/** People often make Secrets in ways that no file tells. */
function fault({ kind, namespace, name, at }: Reference, place: Place, who: string): Fault {
  const what = namespace === '' ? name : `${namespace}/${name}`;
  return {
    in: place,
    at,
    severity: kind === 'Secret' ? 'warning' : 'error',
    message: `nothing written makes the ${kind} \`${what}\` that \`${who}\` names`,
    repair:
      kind === 'Secret'
        ? 'write what makes it: a Certificate, an ExternalSecret, or a command in a runbook'
        : 'correct the name, or add the object',
  };
}

function missingNamespace({ manifest, application }: PlacedObject, namespace: string): Fault {
  const creates = application?.syncOptions.includes('CreateNamespace=true');
  return {
    in: manifest,
    at: ['metadata', 'namespace'],
    severity: creates ? 'note' : 'error',
    message: creates
      ? `the namespace \`${namespace}\` is made by Argo CD, without a Pod Security level of ours`
      : `nothing written makes the namespace \`${namespace}\` of \`${nameOf(manifest.object, namespace)}\``,
    repair: 'write the namespace as a manifest',
  };
}

function missingKind({ manifest }: PlacedObject): Fault {
  const { object } = manifest;
  return {
    in: manifest,
    at: ['kind'],
    message: `nothing written brings the kind \`${object.kind}\` of \`${groupOf(object)}\``,
    repair: 'add its CRD, or what installs it',
  };
}
