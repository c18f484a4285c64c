import { nameOf } from '../model/fields';
import type { Application } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { identityOf, type PlacedObject } from '../repository/identity';
import { check, type Fault } from './check';

export const uniqueOwner = check('unique-owner', 'no object belongs to two Applications', ({ clusters }) =>
  clusters.flatMap(duplicatesIn),
);

/** Two owners overwrite each other for ever; the later of two documents of one owner hides the first. */
function duplicatesIn(cluster: Cluster): Fault[] {
  const owners = new Map<string, PlacedObject>();
  const rendered = renderedIn(cluster);
  return cluster.objects.flatMap(placed => {
    if (placed.application === undefined) return [];
    const { group, kind, namespace, name } = identityOf(placed);
    const key = `${group}/${kind} ${namespace}/${name}`;
    const first = owners.get(key);
    const chart = rendered.get(
      `${group === '' ? kind : `${kind}.${group}`} ${namespace === '' ? name : `${namespace}/${name}`}`,
    );
    if (first === undefined) owners.set(key, placed);
    if (first !== undefined) return [fault(placed, ownerOf(first.application, placed), first.manifest.file)];
    return chart === undefined ? [] : [fault(placed, ownerOf(chart, placed), 'its chart')];
  });
}

const ownerOf = (application: Application | undefined, placed: PlacedObject) =>
  application === placed.application ? 'the same Application' : `the Application \`${application?.name}\``;

function fault({ manifest, namespace }: PlacedObject, owner: string, where: string): Fault {
  return {
    in: manifest,
    at: ['metadata', 'name'],
    message: `\`${nameOf(manifest.object, namespace)}\` belongs to ${owner} as well, from \`${where}\``,
    repair: 'keep it in one place',
  };
}

/** What charts render, by kind and name. */
function renderedIn({ releases }: Cluster): Map<string, Application | undefined> {
  return new Map(
    releases.flatMap(({ application, facts }) =>
      Object.entries(facts?.objects ?? {}).flatMap(([kind, names]) =>
        names.map(name => [`${kind} ${name}`, application] as const),
      ),
    ),
  );
}
