import { alertPropsOf } from '../charts/alert-props';
import { filesOf } from '../charts/files';
import { parseYaml } from '../model/yaml';
import { fixtureFleet } from '../test/fleet';
import { checkPromQL, type Vocabulary } from '../test/promql';
import { jobsOf } from './alerts/targets';
import { dashboardsOf } from './dashboards/dashboards';
import { catalogue, scrapeJobs } from './metrics/catalogue';
import { hubble } from './metrics/hubble';
import type { Switch } from './metrics/metric';
import { recordings } from './recording';
import { alertsOf } from './rules';

/** Values of every layer of a cluster, as they are written. */
const written = new Map(
  fixtureFleet.map(cluster => {
    const files = [...filesOf(cluster, fixtureFleet, [])].filter(([path]) => path.endsWith('/values.yaml'));
    return [cluster.name, new Map(files.map(([path, text]) => [path.split('/').at(-2)!, parseYaml(text)[0]!.value]))];
  }),
);

function at(values: unknown, key: string): unknown {
  return key.split('.').reduce((value, part) => (value as Record<string, unknown> | undefined)?.[part], values);
}

function isOn(cluster: string, { layer, key, entry }: Switch): boolean {
  const layers = written.get(cluster)!;
  if (!layers.has(layer)) return false;
  if (key === undefined) return true;
  const value = at(layers.get(layer), key);
  return entry === undefined ? value === true : (value as string[]).some(item => item.split(':')[0] === entry);
}

const recorded = new Map(recordings.map(({ record, expr }) => [record, expr]));

/** Names that an expression reads, through our recording rules. */
function readsOf(expression: string): string[] {
  const vocabulary: Vocabulary = new Map([
    ...catalogue,
    ...[...recorded.keys()].map(name => [name, { labels: {} }] as const),
  ]);
  const { metrics } = checkPromQL(expression.replaceAll('$__rate_interval', '5m'), vocabulary);
  return metrics.flatMap(name => (recorded.has(name) ? readsOf(recorded.get(name)!) : [name]));
}

test.each(fixtureFleet)('what alerts and dashboards of $name read is switched on', cluster => {
  const props = alertPropsOf(cluster);
  const expressions = [
    ...[...alertsOf(props).values()].flat().map(({ expr }) => expr),
    ...dashboardsOf(props).flatMap(({ dashboard }) =>
      dashboard.panels.flatMap(panel => (panel.type === 'row' ? [] : panel.targets.map(({ expr }) => expr))),
    ),
  ];
  const read = new Set(expressions.flatMap(readsOf));
  const off = [...read].filter(name => {
    const { switch: needed } = catalogue.get(name)!;
    return needed !== undefined && !isOn(cluster.name, needed);
  });
  expect(off).toEqual([]);
});

test.each(fixtureFleet)('alerts fire for the absence of exactly the jobs that $name has', cluster => {
  const on = scrapeJobs.filter(job => isOn(cluster.name, job.switch)).map(({ job }) => job);
  expect(jobsOf(cluster)).toEqual(on);
});

test('metrics of Hubble have the labels of the contexts that they are switched on with', () => {
  const metrics = at(written.get('production-east')!.get('cilium'), 'hubble.metrics.enabled') as string[];
  const own = ['reason', 'protocol', 'type', 'subtype', 'verdict', 'direction', 'match', 'action', 'rcode', 'qtypes'];
  const others = ['ips_returned', 'flag', 'family', 'method', 'reporter', 'status'];
  for (const text of metrics) {
    const [entry, options] = text.split(':') as [string, string];
    const context = /labelsContext=([^;]+)/.exec(options)![1]!.split(',').sort();
    const using = Object.values(hubble.metrics).filter(metric => metric.switch?.entry === entry);
    expect(using).not.toEqual([]);
    for (const { labels } of using)
      expect(
        Object.keys(labels)
          .filter(label => ![...own, ...others].includes(label))
          .sort(),
      ).toEqual(context);
  }
});

test('every metric of the catalogue is read by something', () => {
  const expressions = fixtureFleet
    .map(alertPropsOf)
    .flatMap(props => [
      ...recordings.map(({ expr }) => expr),
      ...[...alertsOf(props).values()].flat().map(({ expr }) => expr),
      ...dashboardsOf(props).flatMap(({ dashboard }) => [
        ...dashboard.panels.flatMap(panel => (panel.type === 'row' ? [] : panel.targets.map(({ expr }) => expr))),
        ...(dashboard.templating.list ?? []).flatMap(({ definition }) => /\((.+),/.exec(definition ?? '')?.[1] ?? []),
      ]),
    ]);
  const read = expressions.flatMap(readsOf);
  const names = scrapeJobs.flatMap(({ metrics }) => Object.keys(metrics));
  expect(
    names.filter(name => !read.some(series => series.replace(/_(bucket|sum|count)$/, '') === name || series === name)),
  ).toEqual([]);
});
