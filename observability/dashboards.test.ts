import { alertPropsOf } from '../charts/alert-props';
import { fixtureFleet } from '../test/fleet';
import { checkPromQL, type Vocabulary } from '../test/promql';
import { dashboardsOf } from './dashboards/dashboards';
import type { Dashboard, QueryPanel } from './dashboards/grafana';
import { catalogue } from './metrics/catalogue';
import type { Metric } from './metrics/metric';
import { lookAlikes, recordings } from './recording';
import { alertsOf } from './rules';

const vocabulary: Vocabulary = new Map([
  ...catalogue,
  ...recordings.map(({ record, by }): [string, { labels: Metric['labels'] }] => [
    record,
    { labels: Object.fromEntries(by.map(label => [label, '*'])) },
  ]),
]);

const fleet = fixtureFleet.map(alertPropsOf);
const dashboards = fleet.flatMap(props =>
  dashboardsOf(props).map(({ name, dashboard }) => ({ name, dashboard, cluster: props.cluster.name, props })),
);

const panelsOf = ({ panels }: Dashboard) => panels.filter((panel): panel is QueryPanel => panel.type !== 'row');

/** What Grafana fills in. */
const filledIn = (query: string) => query.replaceAll('$__rate_interval', '5m');

test('the fleet shows every dashboard', () => {
  expect([...new Set(dashboards.map(({ name }) => name))].sort()).toMatchSnapshot();
});

test.each(dashboards)('$cluster $name: queries and legends use only metrics and labels that exist', ({ dashboard }) => {
  const faults = panelsOf(dashboard).flatMap(({ title, targets }) =>
    targets.flatMap(({ expr, legendFormat = '' }) => {
      const { faults, labels } = checkPromQL(filledIn(expr), vocabulary);
      const missing = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].filter(([, label]) => !(label! in labels));
      return [...faults, ...missing.map(([label]) => `no ${label}`)].map(fault => `${title}: ${fault}`);
    }),
  );
  expect(faults).toEqual([]);
});

test.each(dashboards)(
  '$cluster $name: every choice lists a label that exists, and a query uses it',
  ({ dashboard }) => {
    const queries = panelsOf(dashboard).flatMap(({ targets }) => targets.map(({ expr }) => expr));
    for (const { name, type, definition = '' } of dashboard.templating.list ?? []) {
      if (type !== 'query') continue;
      const [, series, label] = /^label_values\((.+), (\w+)\)$/.exec(definition)!;
      const { faults, labels } = checkPromQL(series!, vocabulary);
      expect(faults).toEqual([]);
      expect(Object.keys(labels)).toContain(label);
      expect(queries.some(query => query.includes(`$${name}`))).toBe(true);
    }
  },
);

test.each(dashboards)('$cluster $name: every variable of a query is offered as a choice', ({ dashboard }) => {
  const offered = (dashboard.templating.list ?? []).map(({ name }) => name);
  const used = panelsOf(dashboard).flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => [...expr.matchAll(/\$(\w+)/g)].map(match => match[1]!)),
  );
  expect(used.filter(name => name !== '__rate_interval' && !offered.includes(name))).toEqual([]);
});

test.each(dashboards)('$cluster $name: no two panels overlap, and none leaves the grid', ({ dashboard }) => {
  const taken = new Set<string>();
  for (const { gridPos } of dashboard.panels) {
    const { x, y, w, h } = gridPos!;
    expect(x + w).toBeLessThanOrEqual(24);
    for (let column = x; column < x + w; column++)
      for (let line = y; line < y + h; line++) {
        expect(taken.has(`${column},${line}`)).toBe(false);
        taken.add(`${column},${line}`);
      }
  }
});

test.each(dashboards)(
  '$cluster $name: every panel has a title, a unit and a text for when it is empty',
  ({ dashboard }) => {
    for (const { title, fieldConfig } of panelsOf(dashboard)) {
      expect(title).toMatch(/^[A-Z]/);
      expect(fieldConfig?.defaults.unit).toBeTruthy();
      expect(fieldConfig?.defaults.noValue).toBeTruthy();
    }
  },
);

test.each(fleet)('dashboards of $cluster.name have unique ids and link only to alerts that it has', props => {
  const uids = dashboardsOf(props).map(({ dashboard }) => dashboard.uid);
  expect(uids).toEqual([...new Set(uids)]);
  const alerts = [...alertsOf(props).values()].flat().map(({ name }) => name);
  const linked = dashboardsOf(props).flatMap(({ dashboard }) =>
    panelsOf(dashboard).flatMap(({ links = [] }) => links.map(({ title }) => title.replace('Runbook: ', ''))),
  );
  expect(linked.filter(name => !alerts.some(alert => alert === name))).toEqual([]);
});

test.each(dashboards)('$cluster $name: panel ids are unique', ({ dashboard }) => {
  const ids = dashboard.panels.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test.each(dashboards)('$cluster $name: panels say which names only InfraFlux records', ({ dashboard }) => {
  for (const { targets, description = '' } of panelsOf(dashboard))
    for (const { record } of lookAlikes)
      expect(description.includes(`\`${record}\` is recorded by InfraFlux`)).toBe(
        targets.some(({ expr }) => expr.includes(record)),
      );
});
