import { defaultSettings, type Settings } from '../../policy/input';
import type { Cluster } from './cluster';
import { field } from './fields';

/** What Cilium's values say of its verdicts; its defaults where no values are at hand. */
export function settingsOf({ releases }: Cluster): Settings {
  const values = releases.find(({ chart }) => chart === 'cilium')?.values ?? [];
  const get = (...path: string[]) =>
    values.map(({ value }) => field(value, ...path)).findLast(value => value !== undefined);
  const enforcement = get('policyEnforcementMode');
  const name = get('cluster', 'name');
  return {
    ...defaultSettings,
    clusterName: typeof name === 'string' ? name : defaultSettings.clusterName,
    enforcement: enforcement === 'always' || enforcement === 'never' ? enforcement : 'default',
    policyDefaultLocalCluster: get('clustermesh', 'policyDefaultLocalCluster') !== false,
    hostFirewall: get('hostFirewall', 'enabled') === true,
    nodeSelectorLabels: get('nodeSelectorLabels') === true,
  };
}
