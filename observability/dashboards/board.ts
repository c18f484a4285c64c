import type { AlertProps } from '../alerts/alert';
import type { AlertName } from '../alerts/groups';

/** What dashboards of one cluster are made from. */
export type BoardProps = AlertProps;

/** A dashboard as we describe it; `compose.ts` turns it into Grafana's JSON. */
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
  /** Series whose label has the values; may use the choices before it. */
  readonly series: string;
  readonly of: string;
}

export interface Row {
  readonly title: string;
  /** In units of the grid. @default 8, or 4 where all are numbers */
  readonly height?: number;
  readonly panels: readonly Tile[];
}

export interface Tile {
  readonly kind: 'graph' | 'number' | 'table';
  readonly title: string;
  /** Expressions by legend, in which Grafana replaces `{{label}}`. */
  readonly queries: Readonly<Record<string, string>>;
  /** As Grafana calls it: `percentunit`, `pps`, `Bps`, `s`, `short`. */
  readonly unit: string;
  /** What the panel shows without data, which is often good news. */
  readonly none: string;
  readonly description?: string;
  readonly limit?: Limit;
  /** The alert whose page is linked. */
  readonly runbook?: AlertName;
}

/** Where values turn red, and orange before that. */
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
