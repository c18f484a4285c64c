import { field } from '../model/fields';
import type { Settings } from '../policy/input';
import { settingsOfValues } from '../policy/settings';
import type { Cluster } from './cluster';

/** What the values of Cilium's release say of its verdicts; its defaults where none are at hand. */
export const settingsOf = (cluster: Cluster): Settings => settingsOfValues(ciliumValuesOf(cluster));

/** A value of Cilium's release; undefined where none is set. */
export const valueOfCilium = (cluster: Cluster, ...path: readonly string[]): unknown =>
  ciliumValuesOf(cluster)
    .map(value => field(value, ...path))
    .findLast(value => value !== undefined);

function ciliumValuesOf({ releases, looseValues }: Cluster): unknown[] {
  const release = releases.find(({ chart }) => chart === 'cilium');
  return release === undefined ? [...looseValues] : release.values.map(({ value }) => value);
}
