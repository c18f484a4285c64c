import { Yaml } from 'cdk8s';
import { alertPropsOf } from '../charts/alert-props';
import { fixtureFleet } from '../test/fleet';
import { checkPromQL } from '../test/promql';
import { runOn, testsOf } from '../test/promtool';
import { installed } from '../test/tool';
import type { Alert } from './alerts/alert';
import type { AlertCase } from './alerts/alert-case';
import { alertGroups } from './alerts/groups';
import { catalogue } from './metrics/catalogue';
import { recordings } from './recording';
import { alertsOf, ruleGroupsOf } from './rules';

/** Cases by group and alert; types hold that a group's file has one for each of its alerts. */
const cases = Object.fromEntries(
  Object.keys(alertGroups).map(group => [group, require(`./alerts/${group}.cases`).cases as Record<string, AlertCase>]),
);

const fleet = fixtureFleet.map(alertPropsOf);

/** Alerts of a group by name, in the form of the largest cluster that has them. */
function alertsIn(group: string): Map<string, readonly Alert[]> {
  const largestLast = [...fleet].sort(
    (a, b) => a.cluster.talos.controlPlanes.length - b.cluster.talos.controlPlanes.length,
  );
  return new Map(
    largestLast.flatMap(props => {
      const alerts = alertsOf(props).get(group) ?? [];
      return alerts.map(({ name }) => [name, alerts.filter(alert => alert.name === name)] as const);
    }),
  );
}

test.each(Object.keys(cases))('some cluster of the fleet has each alert of %s', group => {
  expect([...alertsIn(group).keys()].sort()).toEqual(Object.keys(cases[group]!).sort());
});

test.each(Object.keys(cases))('alerts of %s are tested with series that exist', group => {
  const series = Object.values(cases[group]!).flatMap(({ bad, good, restart }) =>
    Object.keys({ ...bad, ...good, ...restart }),
  );
  expect(series.flatMap(selector => checkPromQL(selector, catalogue).faults)).toEqual([]);
});

const withPromtool = installed('promtool') ? test : test.skip;

withPromtool.each(fleet)('Prometheus accepts the rules of $cluster.name', props => {
  const output = runOn(
    { rules: Yaml.stringify({ groups: ruleGroupsOf(props) }) },
    'promtool',
    'check',
    'rules',
    'rules',
  );
  expect(output).toMatch(/SUCCESS/);
});

withPromtool.each(Object.keys(cases))(
  'alerts of %s fire when they should, not earlier, and at no other time',
  group => {
    const files = [...alertsIn(group)].flatMap(([name, alerts]): [string, string][] => [
      [`${name}.rules`, Yaml.stringify({ groups: [{ name, rules: [...recordingsOf(alerts), ...alerts.map(bare)] }] })],
      [
        `${name}.tests`,
        Yaml.stringify({
          rule_files: [`${name}.rules`],
          evaluation_interval: '1m',
          tests: testsOf(alerts, cases[group]![name]!),
        }),
      ],
    ]);
    const tests = files.map(([name]) => name).filter(name => name.endsWith('.tests'));
    expect(runOn(Object.fromEntries(files), 'promtool', 'test', 'rules', ...tests)).toMatch(/SUCCESS/);
  },
);

const recordingsOf = (alerts: readonly Alert[]) =>
  recordings
    .filter(({ record }) => alerts.some(({ expr }) => expr.includes(record)))
    .map(({ record, expr }) => ({ record, expr }));

/** Without annotations, which every expectation would have to repeat. */
const bare = ({ name, expr, severity, team, for: lasting }: Alert) => ({
  alert: name,
  expr,
  for: lasting,
  labels: { severity, team },
});
