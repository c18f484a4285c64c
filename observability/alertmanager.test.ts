import { Yaml } from 'cdk8s';
import { alertPropsOf } from '../charts/alert-props';
import { fixtureCluster, fixtureFleet } from '../test/fleet';
import { checkPromQL, type Vocabulary } from '../test/promql';
import { runOn } from '../test/promtool';
import { installed } from '../test/tool';
import { alertmanagerConfig, credentialKeys, inhibitions } from './alertmanager';
import { catalogue } from './metrics/catalogue';
import type { Metric } from './metrics/metric';
import { recordings } from './recording';
import { alertsOf } from './rules';

const { monitoring } = fixtureCluster('production-east');
const receivers = monitoring === false ? undefined : monitoring.alertReceivers;
const hosts = ['events.pagerduty.com', 'hooks.slack.com', 'api.opsgenie.com', 'hooks.example.net', 'chat.example.net'];

test('the configuration of a cluster that pages', () => {
  expect(Yaml.stringify(alertmanagerConfig(receivers!))).toMatchSnapshot();
});

test('every credential that the configuration reads is a key of the Secret', () => {
  const all = { secret: 'alertmanager-config', hosts };
  const readKeys = [...JSON.stringify(alertmanagerConfig(all)).matchAll(/\/etc\/alertmanager\/config\/([-a-z]+)/g)];
  expect(readKeys.map(([, key]) => key).sort()).toEqual(credentialKeys(all).sort());
});

const alerts = fixtureFleet.flatMap(cluster => [...alertsOf(alertPropsOf(cluster)).values()].flat());
const vocabulary: Vocabulary = new Map([
  ...catalogue,
  ...recordings.map(({ record }): [string, { labels: Metric['labels'] }] => [record, { labels: {} }]),
]);

/** Alerts that a matcher on `alertname` selects. */
const named = (matchers: readonly string[]) => {
  const [, not, pattern] = /^alertname(!?)[=~]+"(.+)"$/.exec(matchers[0]!)!;
  return alerts.filter(({ name }) => new RegExp(`^(?:${pattern})$`).test(name) === (not === ''));
};

test.each(inhibitions)('$source_matchers mutes existing alerts by labels that they have', rule => {
  expect(named(rule.source_matchers)).not.toEqual([]);
  const muted = named(rule.target_matchers).map(({ expr, name }) => ({
    name,
    labels: ['alertname', ...Object.keys(checkPromQL(expr, vocabulary).labels)],
  }));
  expect(muted.filter(({ labels }) => rule.equal.every(label => labels.includes(label)))).not.toEqual([]);
  for (const { expr } of named(rule.source_matchers))
    expect(['alertname', ...Object.keys(checkPromQL(expr, vocabulary).labels)]).toEqual(
      expect.arrayContaining([...rule.equal]),
    );
});

const withAmtool = installed('amtool') ? test : test.skip;

withAmtool.each([[hosts], [[]]])('Alertmanager accepts the configuration for %s', hosts => {
  const config = Yaml.stringify(alertmanagerConfig({ secret: 'alertmanager-config', hosts }));
  expect(runOn({ config }, 'amtool', 'check-config', 'config')).toMatch(/SUCCESS/);
});

withAmtool.each([
  ['team=security severity=critical', 'security'],
  ['team=storage severity=warning', 'storage'],
  ['team=security severity=info', 'nobody'],
  ['alertname=Watchdog severity=none', 'nobody'],
  ['alertname=KubePodCrashLooping severity=warning', 'platform'],
  ['alertname=KubeAPIDown severity=critical', 'platform'],
])('an alert with %s goes to %s', (labels, receiver) => {
  const config = Yaml.stringify(alertmanagerConfig(receivers!));
  const route = runOn({ config }, 'amtool', 'config', 'routes', 'test', '--config.file=config', ...labels.split(' '));
  expect(route.trim()).toBe(receiver);
});
