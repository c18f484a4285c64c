import type { LayerName } from '../../graph/layers';

/** What a label can be: these values, or `*` for names that only the cluster knows. */
export type LabelValues = readonly string[] | '*';

export interface Metric {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Where it differs from the component's. */
  readonly switch?: Switch;
  /** Where it differs from the component's. */
  readonly source?: string;
}

/** What must be switched on for a metric to exist: a value of a layer's chart. */
export interface Switch {
  readonly layer: LayerName;
  /** Dotted path into the layer's `values.yaml`, whose value is true; the layer alone decides where absent. */
  readonly key?: string;
  /** Name of an entry that the list at `key` has. */
  readonly entry?: string;
}

/** Something that Prometheus scrapes, with those of its metrics that we use. */
export interface Component {
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
