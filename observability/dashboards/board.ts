import type { Cluster } from '../../config/schema/cluster';
import type { AlertProps } from '../alerts/alert';

/** What dashboards of one cluster are made from. */
export type BoardProps = AlertProps;

/** A dashboard in our own few words; `compose.ts` makes Grafana's JSON of it. */
export interface Board {
  /** Part of uid, file name and ConfigMap. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly variables?: readonly Choice[];
  readonly rows: readonly Row[];
}

/** A choice at the top: the values of a label. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  /** Series whose label is asked for; may speak of choices before it. */
  readonly series: string;
  readonly of: string;
}

export interface Row {
  readonly title: string;
  /** In units of the grid. @default 8, and 4 where all are numbers */
  readonly height?: number;
  readonly panels: readonly Tile[];
}

export interface Tile {
  readonly kind: 'graph' | 'number' | 'table';
  readonly title: string;
  /** Expressions by legend; `{{label}}` is filled in. */
  readonly queries: Readonly<Record<string, string>>;
  /** As Grafana calls it: `percentunit`, `pps`, `Bps`, `s`, `short`. */
  readonly unit: string;
  /** What stands there when there is nothing: most often that is good news. */
  readonly none: string;
  readonly description?: string;
  readonly limit?: Limit;
  /** An alert, whose page is linked. */
  readonly runbook?: string;
}

/** From where on a value is bad. */
export type Limit = { readonly above: number; readonly warn?: number } | { readonly below: number };

/** A dashboard that a cluster has, or nothing where the cluster lacks what it shows. */
export type DescribeBoard = (props: BoardProps) => Board | undefined;

type Words = Omit<Tile, 'kind' | 'title' | 'queries'>;

export const graph = (title: string, queries: Tile['queries'], words: Words): Tile => ({
  kind: 'graph',
  title,
  queries,
  ...words,
});

export const number = (title: string, query: string, words: Words): Tile => ({
  kind: 'number',
  title,
  queries: { '': query },
  ...words,
});

export const table = (title: string, query: string, words: Words): Tile => ({
  kind: 'table',
  title,
  queries: { '': query },
  ...words,
});

/** Nodes of the cluster; their number decides whether there is anything between them. */
export function nodesOf({ talos }: Cluster): number {
  return talos.controlPlanes.length + talos.workers.length;
}
