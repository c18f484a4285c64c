import type { Cluster } from '../../config/schema/cluster';
import { pageURL } from '../page-url';
import { lookAlikes } from '../recording';
import type { Limit, Row, Tile } from './board';
import { datasource, link, type Panel, type QueryPanel, type Thresholds } from './grafana';

/** Columns of Grafana's grid. */
const columns = 24;

/** Rows below one another, with their tiles side by side in equal widths. */
export function layOut(rows: readonly Row[], git: Cluster['git']): Panel[] {
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
  const { kind, title, unit, none, limit, runbook, queries } = tile;
  return {
    id,
    title,
    description: descriptionOf(tile),
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

/** Says which names only look like metrics of Cilium. */
function descriptionOf({ description, queries }: Tile): string | undefined {
  const expressions = Object.values(queries);
  const ours = lookAlikes.filter(({ record }) => expressions.some(expr => expr.includes(record)));
  const notes = ours.map(({ record }) => `\`${record}\` is recorded by InfraFlux.`);
  return [description, ...notes].filter(text => text !== undefined).join(' ') || undefined;
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
    // An instant query runs at the time of the refresh.
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
