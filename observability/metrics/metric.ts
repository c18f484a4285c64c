import type { LayerName } from '../../graph/layers';

/** The values of a label, or `*` where only the cluster knows them. */
export type LabelValues = readonly string[] | '*';

export interface Metric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Where it differs from the job's. */
  readonly switch?: Switch;
  /** Where it differs from the job's. */
  readonly source?: string;
}

/** What must be switched on for a metric to exist: a value of a layer's chart. */
export interface Switch {
  readonly layer: LayerName;
  /** Dotted path into the layer's `values.yaml`, whose value is true; the layer alone decides where absent. */
  readonly key?: string;
  /** Name of an entry of the list at `key`. */
  readonly entry?: string;
}

/** One job of Prometheus, with those of its metrics that we use. */
export interface ScrapeJob {
  /** Label `job` of its targets. */
  readonly job: string;
  /** Upstream version and file that the names are taken from. */
  readonly source: string;
  readonly switch: Switch;
  /** Whether its own labels win over those of the target; otherwise they become `exported_…`. */
  readonly honorsLabels: boolean;
  /** Whether its ServiceMonitor adds the label `node`. */
  readonly perNode: boolean;
  readonly metrics: Readonly<Record<string, Metric>>;
}

type Labels = Metric['labels'];
type Exceptions = Pick<Metric, 'switch' | 'source'>;

export const counter = (labels: Labels = {}, exceptions: Exceptions = {}): Metric => ({
  type: 'counter',
  labels,
  ...exceptions,
});
export const gauge = (labels: Labels = {}, exceptions: Exceptions = {}): Metric => ({
  type: 'gauge',
  labels,
  ...exceptions,
});
export const histogram = (labels: Labels = {}, exceptions: Exceptions = {}): Metric => ({
  type: 'histogram',
  labels,
  ...exceptions,
});
