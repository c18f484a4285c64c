import type { Cluster } from '../../config/schema/cluster';
import { pageURL } from '../page-url';
import type { Board, Choice, Limit, Row, Tile } from './board';
import type { Dashboard, Link, Panel, QueryPanel, Thresholds, Variable } from './grafana';

/** Columns of Grafana's grid. */
const columns = 24;
export const tag = 'infraflux';
export const uidOf = (name: string) => `${tag}-${name}`;

/** Every Prometheus is one cluster, and its data source bears the cluster's name. */
const datasource = { type: 'prometheus', uid: '$cluster' } as const;

/** Grafana's JSON for a board. Links lead to the other boards, with the choices made, and to the runbooks. */
export function compose({ name, title, description, variables = [], rows }: Board, git: Cluster['git']): Dashboard {
  return {
    uid: uidOf(name),
    title,
    description,
    tags: [tag],
    timezone: 'browser',
    editable: false,
    graphTooltip: 1,
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    schemaVersion: 41,
    templating: { list: [cluster, ...variables.map(choice)] },
    annotations: { list: [] },
    links: [
      { ...link('Dashboards'), type: 'dashboards', tags: [tag], asDropdown: true, includeVars: true, keepTime: true },
      link('Runbooks', pageURL(git, 'docs/runbooks/README.md')),
    ],
    panels: layOut(rows, git),
  };
}

const cluster: Variable = { type: 'datasource', name: 'cluster', label: 'Cluster', query: 'prometheus', refresh: 1 };

function choice({ name, label, series, of }: Choice): Variable {
  const query = `label_values(${series}, ${of})`;
  return {
    type: 'query',
    name,
    label,
    datasource,
    definition: query,
    query: { query, refId: name },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}

/** Rows one below the other, their tiles side by side and of one width. */
function layOut(rows: readonly Row[], git: Cluster['git']): Panel[] {
  const panels: Panel[] = [];
  let y = 0;
  for (const { title, panels: tiles, height = tiles.every(({ kind }) => kind === 'number') ? 4 : 8 } of rows) {
    panels.push({
      type: 'row',
      id: panels.length + 1,
      title,
      collapsed: false,
      panels: [],
      gridPos: { h: 1, w: columns, x: 0, y },
    });
    const w = Math.floor(columns / tiles.length);
    for (const [index, tile] of tiles.entries())
      panels.push(panelOf(tile, panels.length + 1, { h: height, w, x: index * w, y: y + 1 }, git));
    y += height + 1;
  }
  return panels;
}

function panelOf(tile: Tile, id: number, gridPos: QueryPanel['gridPos'], git: Cluster['git']): QueryPanel {
  const { kind, title, description, unit, none, limit, runbook, queries } = tile;
  return {
    id,
    title,
    description,
    gridPos,
    datasource,
    targets: Object.entries(queries).map(([legendFormat, expr], index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      ...(kind === 'graph' ? { legendFormat, range: true } : { instant: true, range: false }),
      ...(kind === 'table' && { format: 'table' as const }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        noValue: none,
        ...(limit && { thresholds: thresholds(limit) }),
        ...(kind === 'graph' && {
          custom: { fillOpacity: 10, showPoints: 'never', thresholdsStyle: { mode: limit ? 'line' : 'off' } },
        }),
      },
      overrides: [],
    },
    ...(runbook && { links: [link(`Runbook: ${runbook}`, pageURL(git, `docs/runbooks/${runbook}.md`))] }),
    ...looks[kind],
  };
}

const looks = {
  graph: {
    type: 'timeseries',
    options: {
      legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },
  number: {
    type: 'stat',
    options: { colorMode: 'background', graphMode: 'none', reduceOptions: { calcs: ['lastNotNull'] } },
  },
  table: {
    type: 'table',
    options: { showHeader: true, cellHeight: 'sm' },
    // The time of an instant query says nothing.
    transformations: [{ id: 'organize', options: { excludeByName: { Time: true } } }],
  },
} as const satisfies Record<Tile['kind'], object>;

function thresholds(limit: Limit): Thresholds {
  const from = (value: number | null, color: string) => ({ value, color });
  if ('below' in limit) return { mode: 'absolute', steps: [from(null, 'red'), from(limit.below, 'green')] };
  const { above, warn } = limit;
  const steps = [from(null, 'green'), ...(warn === undefined ? [] : [from(warn, 'orange')]), from(above, 'red')];
  return { mode: 'absolute', steps };
}

function link(title: string, url?: string): Link {
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
