import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/**
 * Grafana's types as JSON has them: enumerations are their values. Only types are imported, since loading the builders
 * takes longer than the whole synth.
 */
type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Element)[]
    ? readonly Json<Element>[]
    : T extends object
      ? { readonly [Key in keyof T as Key extends `_${string}` ? never : Key]: Json<T[Key]> }
      : T;

export type Dashboard = Omit<Json<sdk.Dashboard>, 'panels'> & { readonly panels: readonly Panel[] };
export type Panel = RowPanel | QueryPanel;
export type RowPanel = Json<sdk.RowPanel>;
export type Query = Json<Dataquery>;
export type Variable = Json<sdk.VariableModel>;
export type Link = Json<sdk.DashboardLink>;
export type Thresholds = Json<sdk.ThresholdsConfig>;

/** A panel with queries, and the options of its type. */
export type QueryPanel = Omit<Json<sdk.Panel>, 'type' | 'targets' | 'options' | 'gridPos'> & {
  readonly targets: readonly Query[];
  readonly gridPos: Json<sdk.GridPos>;
} & (
    | { readonly type: 'timeseries'; readonly options: Partial<Json<timeseries.Options>> }
    | { readonly type: 'stat'; readonly options: Partial<Json<stat.Options>> }
    | { readonly type: 'table'; readonly options: Partial<Json<table.Options>> }
  );

/** Every Prometheus is one cluster, and its data source has the cluster's name. */
export const datasource = { type: 'prometheus', uid: '$cluster' } as const;

/** A link to a page or, without a URL, to other dashboards. */
export function link(title: string, url?: string): Link {
  return {
    title,
    type: 'link',
    icon: url === undefined ? 'apps' : 'doc',
    tooltip: '',
    url,
    tags: [],
    asDropdown: false,
    targetBlank: url !== undefined,
    includeVars: false,
    keepTime: false,
  };
}
