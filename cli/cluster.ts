import type { ParseArgsConfig } from 'node:util';
import { formatFindings } from '../model/finding';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { createEngine, type Engine } from '../policy/engine';
import { defaultSettings, type Endpoint, type Settings } from '../policy/input';
import { readWorkloads, type Workload } from '../policy/workloads';
import { UsageError } from './exit-codes';
import { defaultDirectory, loadSource, type Source } from './manifests';

/** Manifests with an engine over them. */
export interface Cluster {
  readonly source: Source;
  readonly workloads: readonly Workload[];
  readonly engine: Engine;
}

/** Options of every command that asks an engine. */
export const clusterOptions = {
  'cluster-name': { type: 'string' },
  enforcement: { type: 'string' },
  'host-firewall': { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

export const sourceOptions = { dir: { type: 'string' }, json: { type: 'boolean' }, ...clusterOptions } as const;

export interface ClusterValues {
  readonly dir?: string;
  readonly 'cluster-name'?: string;
  readonly enforcement?: string;
  readonly 'host-firewall'?: boolean;
}

/** Loads what `--dir` names; what is wrong with it is told on the standard error. */
export function loadCluster(values: ClusterValues): Cluster {
  const source = loadSource(values.dir ?? defaultDirectory());
  const workloads = workloadsOf(source);
  refuseTwins(workloads);
  const pods = workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ endpoint }) => endpoint);
  const settings = readSettings(source, values);
  const engine = createEngine(source.manifests, [...pods, ...ownEndpoints(settings)], settings);
  const findings = [...source.findings, ...engine.policies.findings];
  if (findings.length > 0) console.error(formatFindings(findings));
  return { source, workloads, engine };
}

/** In the folder of a cluster of ours, also what charts and operators make of it. */
export function workloadsOf(source: Source): Workload[] {
  if (source.own === undefined) return readWorkloads(source.manifests);
  // Loaded where it is needed: the schema of cluster files is large.
  const { workloadsOfOwn } = require('./own-cluster') as typeof import('./own-cluster');
  return workloadsOfOwn(source.manifests, source.own);
}

/** Two clusters in one folder would be taken for one. @throws UsageError */
function refuseTwins(workloads: readonly Workload[]): void {
  const twin = workloads.find(({ name }, index) => workloads[index + 1]?.name === name);
  if (twin === undefined) return;
  const files = workloads.filter(({ name }) => name === twin.name).map(({ manifest }) => manifest?.file);
  throw new UsageError(`\`${twin.name}\` is there more than once, name the folder of one cluster: ${files.join(', ')}`);
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

/** Entities that cluster-wide policies select as they select pods. */
function ownEndpoints(settings: Settings): Endpoint[] {
  const own = (['ingress', 'health'] as const).map(name => ({ name: `entity:${name}`, reserved: name }));
  return settings.hostFirewall ? [...own, ...nodes] : own;
}

/** Cilium's Helm values, where the folder has them, and over them what the command line says. */
export function readSettings(source: Source, values: ClusterValues): Settings {
  const helm = parseYaml(source.read('cilium/values.yaml') ?? '')[0]?.value;
  const enforcement = values.enforcement ?? at(helm, 'policyEnforcementMode') ?? defaultSettings.enforcement;
  if (enforcement !== 'default' && enforcement !== 'always' && enforcement !== 'never')
    throw new UsageError(`\`${enforcement}\` is no enforcement mode: default, always, never`);
  const name = values['cluster-name'] ?? at(helm, 'cluster', 'name');
  return {
    clusterName: typeof name === 'string' ? name : defaultSettings.clusterName,
    enforcement,
    policyDefaultLocalCluster: at(helm, 'clustermesh', 'policyDefaultLocalCluster') !== false,
    allowLocalhost: defaultSettings.allowLocalhost,
    hostFirewall: values['host-firewall'] ?? at(helm, 'hostFirewall', 'enabled') === true,
    nodeSelectorLabels: at(helm, 'nodeSelectorLabels') === true,
  };
}

const at = (value: unknown, ...keys: string[]) =>
  keys.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
