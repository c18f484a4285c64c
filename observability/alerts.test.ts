import { Yaml } from 'cdk8s';
import { alertPropsOf } from '../charts/alert-props';
import { fixtureFleet } from '../test/fleet';
import { checkPromQL } from '../test/promql';
import { runOn, testsOf } from '../test/promtool';
import { installed } from '../test/tool';
import type { Alert } from './alerts/alert';
import type { AlertCases } from './alerts/alert-case';
import { ciliumCases } from './alerts/cilium.cases';
import { connectivityCases } from './alerts/connectivity.cases';
import { deliveryCases } from './alerts/delivery.cases';
import { encryptionCases } from './alerts/encryption.cases';
import { hubbleCases } from './alerts/hubble.cases';
import { loadBalancingCases } from './alerts/load-balancing.cases';
import { platformCases } from './alerts/platform.cases';
import { policyCases } from './alerts/policy.cases';
import { targetCases } from './alerts/targets.cases';
import { tetragonCases } from './alerts/tetragon.cases';
import { catalogue } from './metrics/catalogue';
import { recordings } from './recording';
import { alertsOf, ruleGroupsOf } from './rules';

const cases: Readonly<Record<string, AlertCases>> = {
  targets: targetCases,
  cilium: ciliumCases,
  policy: policyCases,
  connectivity: connectivityCases,
  'load-balancing': loadBalancingCases,
  encryption: encryptionCases,
  hubble: hubbleCases,
  tetragon: tetragonCases,
  delivery: deliveryCases,
  platform: platformCases,
};

const fleet = fixtureFleet.map(alertPropsOf);

/** Alerts of a group by name, as the cluster with the most nodes that has them has them. */
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

test.each(Object.keys(cases))('every alert of %s has a case, and every case an alert', group => {
  expect([...alertsIn(group).keys()].sort()).toEqual(Object.keys(cases[group]!).sort());
});

test('every group of alerts has cases', () => {
  expect(new Set(fleet.flatMap(props => [...alertsOf(props).keys()]))).toEqual(new Set(Object.keys(cases)));
});

test.each(Object.keys(cases))('alerts of %s are tried with series that exist', group => {
  const series = Object.values(cases[group]!).flatMap(({ bad, good, restart }) =>
    Object.keys({ ...bad, ...good, ...restart }),
  );
  expect(series.flatMap(selector => checkPromQL(selector, catalogue).faults)).toEqual([]);
});

const withPromtool = installed('promtool') ? test : test.skip;

withPromtool.each(fleet)('Prometheus takes the rules of $cluster.name', props => {
  const output = runOn(
    { rules: Yaml.stringify({ groups: ruleGroupsOf(props) }) },
    'promtool',
    'check',
    'rules',
    'rules',
  );
  expect(output).toMatch(/SUCCESS/);
});

withPromtool.each(Object.keys(cases))('alerts of %s fire when they must, not before, and never else', group => {
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
});

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
