import { field } from '../model/fields';
import { defaultSettings, type Endpoint, type Settings } from './input';

/**
 * What the values of Cilium's chart say of its verdicts; a later file counts over an earlier one, and defaults stand
 * for what none says (`cilium 1.19 install/kubernetes/cilium/values.yaml`).
 */
export function settingsOfValues(files: readonly unknown[]): Settings {
  const get = (...keys: string[]) => files.map(file => field(file, ...keys)).findLast(value => value !== undefined);
  const enforcement = get('policyEnforcementMode');
  const name = get('cluster', 'name');
  return {
    ...defaultSettings,
    clusterName: typeof name === 'string' ? name : defaultSettings.clusterName,
    enforcement: enforcement === 'always' || enforcement === 'never' ? enforcement : defaultSettings.enforcement,
    policyDefaultLocalCluster: get('clustermesh', 'policyDefaultLocalCluster') !== false,
    hostFirewall: get('hostFirewall', 'enabled') === true,
    nodeSelectorLabels: get('nodeSelectorLabels') === true,
    cidrsMatchNodes: [get('policyCIDRMatchMode')].flat().includes('nodes'),
  };
}

/** Nodes, whose host firewall decides whatever they are to the other end; API servers run on control planes. */
const nodes: readonly Endpoint[] = [
  { name: 'entity:host', reserved: 'host' },
  { name: 'entity:remote-node', reserved: 'host', seenAs: 'remote-node' },
  {
    name: 'entity:kube-apiserver',
    reserved: 'host',
    seenAs: 'kube-apiserver',
    labels: { 'node-role.kubernetes.io/control-plane': '' },
  },
];

/** Entities of every cluster that cluster-wide policies select as they select pods. */
export function selectableEntities({ hostFirewall }: Settings): Endpoint[] {
  const always = (['ingress', 'health'] as const).map(name => ({ name: `entity:${name}`, reserved: name }));
  return hostFirewall ? [...always, ...nodes] : always;
}
