import { field, listOf, textOf } from '../model/fields';
import type { Manifest, Place } from '../model/manifest';
import { isRecord } from '../model/manifest';
import { parseYaml, type Step, YamlSyntaxError } from '../model/yaml';
import type { ChartFacts } from '../upstream/facts';
import type { Application, Release, Source } from './application';
import { type ChartKnowledge, knowledgeOf } from './chart-knowledge';
import { matchesGlob } from './glob';
import { besides, isText, parentOf } from './paths';
import type { Repository } from './repository';

/** A chart with the values that it gets. */
export interface HelmRelease {
  readonly application?: Application;
  /** What declares the release: an Application, or a kustomization. */
  readonly in: Place;
  readonly at: readonly Step[];
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly values: readonly Values[];
  /** Whether values come from elsewhere too: a Secret, another repository. */
  readonly partial?: true;
  /** What is known of the chart, in the version nearest to this one; absent where nobody recorded it. */
  readonly knowledge?: ChartKnowledge;
  /** What the chart brings in this version, or in one that differs in its patch; absent where it was never rendered here. */
  readonly pinned?: ChartFacts;
  /** The same, where the names of objects hold as well: in the namespaces that it was rendered for. */
  readonly facts?: ChartFacts;
}

export interface Values {
  readonly in: Place;
  /** Path of the values in the place. */
  readonly at: readonly Step[];
  readonly value: unknown;
}

export type Files = Pick<Repository, 'documents' | 'recorded'>;

export function releasesIn(application: Application, repository: Files): HelmRelease[] {
  return application.sources.flatMap(source =>
    source.chart === undefined || source.release === undefined
      ? []
      : [releaseOf(application, source, source.chart, source.release, repository)],
  );
}

function releaseOf(
  application: Application,
  source: Source,
  chart: string,
  release: Release,
  repository: Files,
): HelmRelease {
  const { manifest } = application;
  const namespace = release.namespace ?? application.namespace ?? 'default';
  const files = release.valueFiles.map(({ file }) => valuesAt(file, source.path ?? '.', repository));
  const inline = release.inline.flatMap(({ at, values }) => inlineValues(values, at, manifest));
  return {
    application,
    in: manifest,
    at: source.at,
    chart: nameOfChart(chart),
    version: source.revision,
    namespace,
    values: [...files.flat(), ...inline],
    ...((release.isPartial || (!release.ignoresMissing && files.some(each => each.length === 0))) && { partial: true }),
    ...knownFacts(nameOfChart(chart), source.revision, namespace, release.name ?? application.name, repository),
  };
}

/** The last step of an OCI address. */
export const nameOfChart = (chart: string) => chart.slice(chart.lastIndexOf('/') + 1);

export function inlineValues(values: unknown, at: readonly Step[], manifest: Manifest): Values[] {
  if (isRecord(values)) return [{ in: manifest, at, value: values }];
  if (typeof values !== 'string') return [];
  try {
    // Lines of YAML inside a text are not known: the first line of the text represents all.
    const place = { file: manifest.file, lineOf: () => manifest.lineOf(at) };
    return [{ in: place, at: [], value: parseYaml(values)[0]?.value }];
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return [];
  }
}

/**
 * The values files that an Application names, in `$ref/path` of a source, below the root, or beside the chart; a glob
 * names several.
 */
export function valuesAt(name: string, folder: string, repository: Files): Values[] {
  const path = /^(?:\$[^/]+)?\//.test(name) ? besides('.', name.replace(/^\$[^/]+/, '')) : besides(folder, name);
  if (!/[*?[{]/.test(path)) return valuesOfFile(path, repository);
  const files = [...repository.documents.keys()].filter(file => matchesGlob(path, file));
  return files.flatMap(file => valuesOfFile(file, repository));
}

export function valuesOfFile(file: string, repository: Files): Values[] {
  const document = repository.documents.get(file)?.[0];
  return document === undefined ? [] : [{ in: { file, lineOf: document.lineOf }, at: [], value: document.value }];
}

/** Charts that a kustomization renders. */
export function chartsOfKustomization(
  file: string,
  application: Application | undefined,
  namespace: string | undefined,
  repository: Files,
): HelmRelease[] {
  const document = repository.documents.get(file)?.[0];
  if (document === undefined) return [];
  const place = { file, lineOf: document.lineOf };
  return listOf(document.value, 'helmCharts').flatMap((entry, index) => {
    const chart = textOf(entry, 'name');
    if (chart === undefined) return [];
    const version = textOf(entry, 'version') ?? '';
    const at = ['helmCharts', index];
    const inline = field(entry, 'valuesInline');
    const home = textOf(entry, 'namespace') ?? namespace ?? application?.namespace ?? 'default';
    const valuesFiles = [field(entry, 'valuesFile'), ...listOf(entry, 'additionalValuesFiles')].filter(isText);
    return [
      {
        ...(application !== undefined && { application }),
        in: place,
        at,
        chart,
        version,
        namespace: home,
        values: [
          ...valuesFiles.flatMap(each => valuesOfFile(besides(parentOf(file), each), repository)),
          ...(isRecord(inline) ? [{ in: place, at: [...at, 'valuesInline'], value: inline }] : []),
        ],
        ...knownFacts(chart, version, home, textOf(entry, 'releaseName'), repository),
      },
    ];
  });
}

/** @param release its name, by which charts name and label their objects; undefined where it is the chart's */
export function knownFacts(
  chart: string,
  version: string,
  namespace: string,
  release: string | undefined,
  { recorded }: Files,
): Pick<HelmRelease, 'knowledge' | 'pinned' | 'facts'> {
  const knowledge = knowledgeOf(chart, version, recorded);
  if (knowledge === undefined || knowledge.fit === 'other') return { ...(knowledge && { knowledge }) };
  const pinned = knowledge.facts;
  const names = Object.values(pinned.objects).flat();
  const isOurs = names.every(name => !name.includes('/')) || names.some(name => name.startsWith(`${namespace}/`));
  const instances = pinned.workloads.map(({ labels }) => labels['app.kubernetes.io/instance'] ?? release);
  const isNamedSo = release === undefined || instances.length === 0 || instances.includes(release);
  return { knowledge, pinned, ...(isOurs && isNamedSo && { facts: pinned }) };
}
