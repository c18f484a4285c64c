import { alertPropsOf } from '../charts/alert-props';
import { fixtureFleet } from '../test/fleet';
import { checkPromQL, type Vocabulary } from '../test/promql';
import { catalogue } from './metrics/catalogue';
import type { Metric } from './metrics/metric';
import { recordings } from './recording';
import { alertsOf, ruleGroupsOf } from './rules';

/** The catalogue, and what our own recording rules add to it. */
const vocabulary: Vocabulary = new Map([
  ...catalogue,
  ...recordings.map(
    ({ record, by }) => [record, { labels: Object.fromEntries(by.map(label => [label, '*'])) }] as const,
  ),
] as [string, { labels: Metric['labels'] }][]);

const props = fixtureFleet.map(alertPropsOf);
/** Every alert of the fleet once: many are the same in every cluster. */
const alerts = [
  ...new Map(
    props.flatMap(props => [...alertsOf(props).values()].flat().map(alert => [JSON.stringify(alert), alert] as const)),
  ).values(),
];

test.each(recordings)('$record uses metrics and labels that exist', ({ expr, by }) => {
  const { faults, labels } = checkPromQL(expr, catalogue);
  expect(faults).toEqual([]);
  expect(Object.keys(labels).sort()).toEqual([...by].sort());
});

test.each(alerts)('$name ($severity) uses metrics, labels and values that exist', ({ expr }) => {
  expect(checkPromQL(expr, vocabulary).faults).toEqual([]);
});

test.each(alerts)(
  'the texts of $name ($severity) use exactly the labels that it has',
  ({ expr, summary, description }) => {
    const { labels } = checkPromQL(expr, vocabulary);
    const used = [...`${summary} ${description}`.matchAll(/\$labels\.(\w+)/g)].map(match => match[1]!);
    expect(used.filter(label => !(label in labels))).toEqual([]);
    expect(Object.keys(labels).filter(label => !used.includes(label))).toEqual([]);
  },
);

test.each(props)('no two alerts of $cluster.name have the same name and severity', props => {
  const names = [...alertsOf(props).values()].flat().map(({ name, severity }) => `${name} ${severity}`);
  expect(names).toEqual([...new Set(names)]);
});

test.each(props)('every alert of $cluster.name links to its page', props => {
  const rules = ruleGroupsOf(props).flatMap(({ rules }) => rules);
  for (const rule of rules)
    if ('alert' in rule) expect(rule.annotations.runbook_url).toMatch(new RegExp(`/docs/runbooks/${rule.alert}\\.md$`));
});
