import { formatFindings } from '../model/finding';
import { parseYaml } from '../model/yaml';
import { createEngine, type Engine } from '../policy/engine';
import type { KnownNode, Settings } from '../policy/input';
import { readNodes } from '../policy/nodes';
import { valuesFile } from '../policy/read-options';
import { selectableEntities, settingsOfValues } from '../policy/settings';
import { type PodWorkload, readWorkloads } from '../policy/workloads';
import { schemaOf } from '../upstream/schemas/load';
import { UsageError } from './exit-codes';
import { defaultDirectory, loadSource, type Source } from './manifests';
import { colourOf, paint, printError } from './output';
import { printReading } from './reading';

/** Manifests with an engine over them. */
export interface Cluster {
  /** Where it was read from. */
  readonly place: string;
  readonly source: Source;
  readonly workloads: readonly PodWorkload[];
  readonly engine: Engine;
  readonly settings: Settings;
  readonly nodes: readonly KnownNode[];
}

/** Of the options that say which cluster is meant, and what its values do not say. */
export interface SettingValues {
  readonly 'cluster-name'?: string | undefined;
  readonly enforcement?: Settings['enforcement'] | undefined;
  readonly 'host-firewall'?: true | undefined;
}

interface ClusterValues extends SettingValues {
  readonly dir?: string | undefined;
}

/** Loads what `--dir` names; what is wrong with it is printed on the standard error. */
export function loadCluster(values: ClusterValues): Cluster {
  const cluster = openCluster(values);
  const { source, workloads, engine } = cluster;
  printReading(source.texts.size, source.manifests, { workloads: workloads.length });
  const findings = [...source.findings, ...engine.policies.findings];
  if (findings.length > 0)
    printError(formatFindings(findings, severity => paint(severity, colourOf[severity], 'stderr')));
  return cluster;
}

/** The same, and nothing is printed. */
export function openCluster(values: ClusterValues): Cluster {
  const place = values.dir ?? defaultDirectory();
  const source = loadSource(place);
  const workloads = workloadsOf(source);
  refuseTwins(workloads);
  const pods = workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ endpoint }) => endpoint);
  const settings = readSettings(source, values);
  const endpoints = [...pods, ...selectableEntities(settings)];
  const nodes = nodesOf(source);
  const engine = createEngine(source.manifests, endpoints, schemaOf, settings, nodes);
  return { place, source, workloads, engine, settings, nodes };
}

/** Whether something is missing from the manifests, so that no answer about them is certain. */
export const isIncomplete = ({ source }: Pick<Cluster, 'source'>) =>
  source.findings.some(({ severity }) => severity !== 'note');

/** In the folder of a cluster of ours, also what charts and operators make of it. */
export function workloadsOf(source: Source): PodWorkload[] {
  if (source.own === undefined) return readWorkloads(source.manifests);
  // Loaded where it is needed: the schema of cluster files is large.
  const { workloadsOfOwn } = require('./own-cluster') as typeof import('./own-cluster');
  return workloadsOfOwn(source.manifests, source.own);
}

/** The nodes that are known: in the folder of a cluster of ours, those of its file. */
function nodesOf({ own, manifests }: Source): KnownNode[] {
  if (own === undefined) return readNodes(manifests);
  const { nodesOfOwn } = require('./own-cluster') as typeof import('./own-cluster');
  return nodesOfOwn(own);
}

/** Two clusters in one folder would be taken for one. @throws UsageError */
function refuseTwins(workloads: readonly PodWorkload[]): void {
  const twin = workloads.find(({ name }, index) => workloads[index + 1]?.name === name);
  if (twin === undefined) return;
  const files = workloads.filter(({ name }) => name === twin.name).map(({ manifest }) => manifest?.file);
  throw new UsageError(`\`${twin.name}\` is there more than once; name the folder of one cluster: ${files.join(', ')}`);
}

/** Kinds that may declare a release of Cilium's chart. */
const releaseKinds = ['Application', 'ApplicationSet', 'HelmRelease', 'HelmChart', 'HelmChartConfig'];

/** Cilium's Helm values: the file of them, or those of the only release of the chart that the folder declares. */
export function ciliumValues(source: Source): unknown[] {
  const text = source.read(valuesFile);
  if (text !== undefined) return parseYaml(text).map(({ value }) => value);
  if (!source.manifests.some(({ object }) => releaseKinds.includes(object.kind))) return [];
  const { readRepository } = require('../repository/repository') as typeof import('../repository/repository');
  const releases = readRepository(source.texts).clusters.flatMap(cluster =>
    cluster.releases.filter(({ chart }) => chart === 'cilium'),
  );
  return releases.length === 1 ? releases.flatMap(({ values }) => values.map(({ value }) => value)) : [];
}

/** Cilium's Helm values, where the folder has them, and over them what the command line says. */
export function readSettings(source: Source, values: SettingValues): Settings {
  const settings = settingsOfValues(ciliumValues(source), source.manifests);
  return {
    ...settings,
    clusterName: values['cluster-name'] ?? settings.clusterName,
    enforcement: values.enforcement ?? settings.enforcement,
    hostFirewall: values['host-firewall'] ?? settings.hostFirewall,
  };
}
