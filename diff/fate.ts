import type { Cluster } from '../repository/cluster';
import type { PlacedObject } from '../repository/identity';
import { pruningOf, survivesDeletion } from '../repository/pruning';

/** What becomes of an object whose manifest is removed. */
export type Fate =
  | 'deleted'
  /** It is deleted once a person confirms it. */
  | 'confirmed'
  /** Argo CD leaves it alone: it keeps running, unmanaged. */
  | 'kept'
  /** So is its Application, which is described once for all that it brought. */
  | 'left behind'
  /** Argo CD does not bring it: what applies the files decides. */
  | 'unknown';

export const stays = (fate: Fate): fate is 'kept' | 'left behind' => fate === 'kept' || fate === 'left behind';

/**
 * An object of an Application that stays is pruned. One whose Application is removed as well is deleted with it only
 * where that has the finalizer (argo-cd 3.5 docs/user-guide/app_deletion.md).
 */
export function fatesOf(before: Cluster, after: Cluster): (placed: PlacedObject) => Fate {
  const remaining = new Map(after.applications.map(({ application }) => [application.name, application]));
  const placedOf = new Map(before.objects.map(placed => [placed.manifest, placed]));
  const fateOf = (placed: PlacedObject, seen: ReadonlySet<PlacedObject> = new Set()): Fate => {
    const { manifest, application } = placed;
    if (application === undefined || seen.has(placed)) return 'unknown';
    const remainder = remaining.get(application.name);
    if (remainder !== undefined) {
      // Either state of the Application may be in force when the object is missed: the more dangerous one counts.
      const prunings = [application, remainder].map(each => pruningOf(each, manifest.object));
      return prunings.includes('deletes') ? 'deleted' : prunings.includes('waits') ? 'confirmed' : 'kept';
    }
    const parent = placedOf.get(application.manifest);
    const fate = application.generated ? 'deleted' : parent && fateOf(parent, new Set([...seen, placed]));
    if (fate !== 'deleted' && fate !== 'confirmed') return 'left behind';
    return application.cascades && !survivesDeletion(application, manifest.object) ? fate : 'left behind';
  };
  return fateOf;
}
