import { ciliumAgent } from './cilium-agent';
import { ciliumOperator } from './cilium-operator';
import { clusterMesh } from './cluster-mesh';
import { envoy } from './envoy';
import { hubble, hubbleRelay } from './hubble';
import { coreDNS, etcd, kubeStateMetrics, nodeExporter, prometheus } from './kubernetes';
import type { Metric, ScrapeJob, Switch } from './metric';
import { metricsServer } from './metrics-server';
import { argocd, argocdRepoServer, certManager, externalDNS, longhorn } from './platform';
import { tetragon } from './tetragon';

/** Everything that alerts, recording rules and dashboards may use. A version bump is a diff of these files. */
export const scrapeJobs: readonly ScrapeJob[] = [
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
  metricsServer,
  longhorn,
  argocd,
  argocdRepoServer,
];

/** A series as Prometheus stores it. */
export interface Series {
  readonly type: Metric['type'];
  readonly labels: Metric['labels'];
  /** What must be on; absent for what Prometheus itself records. */
  readonly switch?: Switch;
}

/** Labels that a target adds to everything scraped from it (`prometheus-operator 0.93 pkg/prometheus/promcfg.go`). */
const targetLabels = ['instance', 'namespace', 'service', 'pod', 'container', 'endpoint'];

const up: Series = {
  type: 'gauge',
  labels: { ...open(targetLabels), node: '*', job: scrapeJobs.map(({ job }) => job) },
};

/** Every name that a query may use, with its labels after the scrape. */
export const catalogue: ReadonlyMap<string, Series> = new Map([
  ['up', up],
  ...scrapeJobs.flatMap(job => Object.entries(job.metrics).flatMap(([name, metric]) => seriesOf(job, name, metric))),
]);

function seriesOf(job: ScrapeJob, name: string, metric: Metric): [string, Series][] {
  const series = { type: metric.type, labels: scraped(job, metric), switch: metric.switch ?? job.switch };
  if (metric.type !== 'histogram') return [[name, series]];
  return [
    [`${name}_bucket`, { ...series, labels: { ...series.labels, le: '*' } }],
    [`${name}_sum`, series],
    [`${name}_count`, series],
  ];
}

function scraped({ job, honorsLabels, perNode }: ScrapeJob, { labels }: Metric): Metric['labels'] {
  const target = { ...open(targetLabels), ...(perNode && open(['node'])), job: [job] };
  if (honorsLabels) return { ...target, ...labels };
  const own = Object.entries(labels).map(([label, values]) => [label in target ? `exported_${label}` : label, values]);
  return { ...Object.fromEntries(own), ...target };
}

function open(labels: readonly string[]): Metric['labels'] {
  return Object.fromEntries(labels.map(label => [label, '*']));
}
