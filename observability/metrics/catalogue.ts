import { ciliumAgent } from './cilium-agent';
import { ciliumOperator } from './cilium-operator';
import { clusterMesh } from './cluster-mesh';
import { envoy } from './envoy';
import { hubble, hubbleRelay } from './hubble';
import { coreDNS, etcd, kubeStateMetrics, nodeExporter, prometheus } from './kubernetes';
import type { Component, Metric, Switch } from './metric';
import { argocd, argocdRepoServer, certManager, externalDNS, longhorn } from './platform';
import { tetragon } from './tetragon';

/** Everything that alerts, recording rules and dashboards may speak of. A version bump is a diff of these files. */
export const components: readonly Component[] = [
  ciliumAgent,
  ciliumOperator,
  envoy,
  hubble,
  hubbleRelay,
  clusterMesh,
  tetragon,
  kubeStateMetrics,
  nodeExporter,
  coreDNS,
  etcd,
  prometheus,
  certManager,
  externalDNS,
  longhorn,
  argocd,
  argocdRepoServer,
];

/** A series as Prometheus stores it. */
export interface Series {
  readonly type: Metric['type'];
  readonly labels: Metric['labels'];
  /** What must be on; absent for what Prometheus makes itself. */
  readonly switch?: Switch;
}

/** Labels that a target gives to whatever is scraped from it (`prometheus-operator 0.93 pkg/prometheus/promcfg.go`). */
const ofTarget = ['instance', 'namespace', 'service', 'pod', 'container', 'endpoint'];

const up: Series = {
  type: 'gauge',
  labels: { ...open(ofTarget), node: '*', job: components.map(({ job }) => job) },
};

/** Every name that a query may use, with the labels as they are after the scrape. */
export const catalogue: ReadonlyMap<string, Series> = new Map([
  ['up', up],
  ...components.flatMap(component =>
    Object.entries(component.metrics).flatMap(([name, metric]) => seriesOf(component, name, metric)),
  ),
]);

function seriesOf(component: Component, name: string, metric: Metric): [string, Series][] {
  const series = { type: metric.type, labels: scraped(component, metric), switch: metric.switch ?? component.switch };
  if (metric.type !== 'histogram') return [[name, series]];
  return [
    [`${name}_bucket`, { ...series, labels: { ...series.labels, le: '*' } }],
    [`${name}_sum`, series],
    [`${name}_count`, series],
  ];
}

function scraped({ job, honorsLabels, perNode }: Component, { labels }: Metric): Metric['labels'] {
  const target = { ...open(ofTarget), ...(perNode && open(['node'])), job: [job] };
  if (honorsLabels) return { ...target, ...labels };
  const own = Object.entries(labels).map(([label, values]) => [label in target ? `exported_${label}` : label, values]);
  return { ...Object.fromEntries(own), ...target };
}

function open(labels: readonly string[]): Metric['labels'] {
  return Object.fromEntries(labels.map(label => [label, '*']));
}
