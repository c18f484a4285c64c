import type { Settings } from '../policy/input';
import { settingsOfValues } from '../policy/settings';
import type { Cluster } from './cluster';

/** What the values of Cilium's release say of its verdicts; its defaults where none are at hand. */
export function settingsOf(cluster: Cluster): Settings {
  const values = cluster.releases.find(({ chart }) => chart === 'cilium')?.values ?? [];
  return settingsOfValues(
    values.map(({ value }) => value),
    cluster.objects.map(({ manifest }) => manifest),
  );
}
