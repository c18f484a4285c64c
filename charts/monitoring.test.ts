import { Testing } from 'cdk8s';
import { allowancesOf } from '../graph/allowance';
import { buildGraph } from '../graph/build';
import { exposuresOf } from '../graph/exposure';
import { fixtureFleet, minimalCluster } from '../test/fleet';
import { printLayer } from '../test/print-layer';
import { checkValues } from '../upstream/values';
import { contentOf } from './layer-content';
import { Monitoring } from './monitoring';
import { type MonitoringValuesProps, monitoringValues } from './monitoring-values';

const slice: MonitoringValuesProps = {
  cluster: 'minimal',
  monitoring: { retentionDays: 15, storageGiB: 20, grafanaSecret: 'grafana-admin' },
  alertmanagerReplicas: 1,
  exposures: [],
};

test('the least monitoring', () => {
  const exposures = exposuresOf(minimalCluster()).filter(({ name }) => name === 'grafana');
  const layer = new Monitoring(Testing.app(), 'monitoring', { ...slice, exposures, allowances: [] });
  expect(printLayer(layer)).toMatchSnapshot();
});

test.each(fixtureFleet)('the chart knows every value of $name', ({ name, monitoring }) => {
  if (monitoring === false) throw new Error('every shipped cluster is monitored');
  const values = monitoringValues({ ...slice, cluster: name, monitoring });
  expect(checkValues('kube-prometheus-stack', values)).toEqual([]);
});

test('Prometheus reads the monitors and rules of every layer, whatever labels they carry', () => {
  const { prometheusSpec } = monitoringValues(slice).prometheus;
  const limits = Object.entries(prometheusSpec).filter(([key]) => key.endsWith('SelectorNilUsesHelmValues'));
  expect(limits.map(([, limited]) => limited)).toEqual([false, false, false, false, false]);
});

test('the configuration of Alertmanager is a Secret by name, or none at all, and never one of the chart', () => {
  const specOf = (props: MonitoringValuesProps) => monitoringValues(props).alertmanager.alertmanagerSpec;
  const alertReceivers = { secret: 'receivers', hosts: [] };
  const notified = specOf({ ...slice, monitoring: { ...slice.monitoring, alertReceivers } });
  expect(notified).toMatchObject({ useExistingSecret: true, configSecret: 'receivers' });
  expect(specOf(slice)).toMatchObject({ useExistingSecret: true, configSecret: undefined });
});

test('the blocks of Prometheus leave room on its volume', () => {
  const { retentionSize } = monitoringValues(slice).prometheus.prometheusSpec;
  expect(Number(retentionSize.replace('MiB', ''))).toBeLessThan(20 * 1024);
});

test('every pod has its policy before it starts', () => {
  const cluster = minimalCluster();
  const allowances = allowancesOf(buildGraph(cluster, [cluster]), 'monitoring');
  const { objects } = contentOf(new Monitoring(Testing.app(), 'monitoring', { ...slice, allowances }));
  expect(
    objects.map(
      ({ kind, metadata }) => `${metadata.annotations?.['argocd.argoproj.io/sync-wave']} ${kind} ${metadata.name}`,
    ),
  ).toEqual([
    '-1 CiliumNetworkPolicy prometheus',
    '-1 CiliumNetworkPolicy alertmanager',
    '-1 CiliumNetworkPolicy prometheus-operator',
    '-1 CiliumNetworkPolicy grafana',
    '-1 CiliumNetworkPolicy kube-state-metrics',
  ]);
});

test('rules and dashboards come as Prometheus and Grafana find them', () => {
  const layer = new Monitoring(Testing.app(), 'monitoring', {
    ...slice,
    allowances: [],
    rules: [
      { name: 'nodes', rules: [{ alert: 'NodeDown', expr: 'up == 0', for: '5m', labels: { severity: 'critical' } }] },
    ],
    dashboards: [{ name: 'nodes', dashboard: { uid: 'nodes', title: 'Nodes' } }],
  });
  expect(printLayer(layer)).toMatchSnapshot();
});
