import { field, listOf, textOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import type { Application, Source } from './application';
import { besides } from './paths';
import { type Files, type HelmRelease, inlineValues, knownFacts, valuesAt } from './releases';

/**
 * The charts that a chart in the tree depends on: it is often nothing but values for them, each under the name or the
 * alias of its dependency (helm 3.19 Chart.yaml `dependencies`).
 */
export function chartsOfChart(application: Application, source: Source, repository: Files): HelmRelease[] {
  const { path, release } = source;
  const file = path === undefined ? undefined : besides(path, 'Chart.yaml');
  const document = file === undefined ? undefined : repository.documents.get(file)?.[0];
  if (path === undefined || file === undefined || document === undefined) return [];
  const namespace = release?.namespace ?? application.namespace ?? 'default';
  const named = (release?.valueFiles ?? []).flatMap(each => valuesAt(each.file, path, repository));
  const inline = (release?.inline ?? []).flatMap(({ at, values }) => inlineValues(values, at, application.manifest));
  const values = [...valuesAt('values.yaml', path, repository), ...named, ...inline];
  return listOf(document.value, 'dependencies').flatMap((dependency, index) => {
    const chart = textOf(dependency, 'name');
    const version = textOf(dependency, 'version') ?? '';
    const repositoryUrl = textOf(dependency, 'repository') ?? '';
    if (chart === undefined || repositoryUrl === '' || repositoryUrl.startsWith('file:')) return [];
    const key = textOf(dependency, 'alias') ?? chart;
    return [
      {
        application,
        in: { file, lineOf: document.lineOf },
        at: ['dependencies', index],
        chart,
        version,
        namespace,
        values: values.flatMap(each => {
          const value = field(each.value, key);
          return isRecord(value) ? [{ in: each.in, at: [...each.at, key], value }] : [];
        }),
        ...(release?.isPartial && { partial: true as const }),
        ...knownFacts(chart, version, namespace, release?.name ?? application.name, repository),
      },
    ];
  });
}
