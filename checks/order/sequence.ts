import type { Application } from '../../repository/application';
import type { Cluster } from '../../repository/cluster';
import type { Provider } from '../../repository/inventory';
import type { Dependency, Subject } from './subject';

/** Waves order Applications of one parent; a root has none. */
export function areOrdered(a: Application | undefined, b: Application, parents: Cluster['parents']): boolean {
  return a !== undefined && !a.generated && !b.generated && parents.get(a) === parents.get(b) && parents.has(a);
}

export function isInTime({ application, wave, later }: Provider, subject: Subject, dependency: Dependency): boolean {
  if (application === undefined) return true;
  if (application === subject.application)
    // Argo CD compares with a dry run, which fails on a CRD that an operator only registers at run time.
    return wave <= subject.wave && (dependency.isCrd !== true || !later || subject.mayLackCrd);
  return dependency.strict ? application.wave < subject.application.wave : application.wave <= subject.application.wave;
}
