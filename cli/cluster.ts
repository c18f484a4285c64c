import type { ParseArgsConfig } from 'node:util';
import { formatFindings } from '../model/finding';
import { parseYaml } from '../model/yaml';
import { createEngine, type Engine } from '../policy/engine';
import type { Settings } from '../policy/input';
import { selectableEntities, settingsOfValues } from '../policy/settings';
import { type PodWorkload, readWorkloads } from '../policy/workloads';
import { schemaOf } from '../upstream/schemas/load';
import { UsageError } from './exit-codes';
import { defaultDirectory, loadSource, type Source } from './manifests';

/** Manifests with an engine over them. */
export interface Cluster {
  readonly source: Source;
  readonly workloads: readonly PodWorkload[];
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
  const engine = createEngine(source.manifests, [...pods, ...selectableEntities(settings)], schemaOf, settings);
  const findings = [...source.findings, ...engine.policies.findings];
  if (findings.length > 0) console.error(formatFindings(findings));
  return { source, workloads, engine };
}

/** In the folder of a cluster of ours, also what charts and operators make of it. */
export function workloadsOf(source: Source): PodWorkload[] {
  if (source.own === undefined) return readWorkloads(source.manifests);
  // Loaded where it is needed: the schema of cluster files is large.
  const { workloadsOfOwn } = require('./own-cluster') as typeof import('./own-cluster');
  return workloadsOfOwn(source.manifests, source.own);
}

/** Two clusters in one folder would be taken for one. @throws UsageError */
function refuseTwins(workloads: readonly PodWorkload[]): void {
  const twin = workloads.find(({ name }, index) => workloads[index + 1]?.name === name);
  if (twin === undefined) return;
  const files = workloads.filter(({ name }) => name === twin.name).map(({ manifest }) => manifest?.file);
  throw new UsageError(`\`${twin.name}\` is there more than once, name the folder of one cluster: ${files.join(', ')}`);
}

/** Cilium's Helm values, where the folder has them, and over them what the command line says. */
export function readSettings(source: Source, values: ClusterValues): Settings {
  const settings = settingsOfValues(parseYaml(source.read('cilium/values.yaml') ?? '').map(({ value }) => value));
  return {
    ...settings,
    clusterName: values['cluster-name'] ?? settings.clusterName,
    enforcement: enforcementOf(values.enforcement) ?? settings.enforcement,
    hostFirewall: values['host-firewall'] ?? settings.hostFirewall,
  };
}

function enforcementOf(text: string | undefined): Settings['enforcement'] | undefined {
  if (text === undefined || text === 'default' || text === 'always' || text === 'never') return text;
  throw new UsageError(`\`${text}\` is no enforcement mode: default, always, never`);
}
