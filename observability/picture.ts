import { escapeHtml } from '../model/html';
import type { Dashboard, Panel, QueryPanel } from './dashboards/grafana';

/** Pixels of a column and a line of Grafana's grid, and around it. */
const column = 50;
const line = 24;
const margin = 16;
const top = 84;

/** The type allows panels without a position. */
const origin = { x: 0, y: 0, w: 0, h: 0 };

const fonts = 'svg { font-family: sans-serif } .mono { font-family: monospace; font-size: 9px; fill: #555 }';

/** A drawing of a dashboard with the position, title and queries of its panels. SVG. */
export function pictureOf({ title = '', description = '', templating, panels }: Dashboard): string {
  const bottom = Math.max(...panels.map(({ gridPos = origin }) => gridPos.y + gridPos.h));
  const [width, height] = [24 * column + 2 * margin, top + bottom * line + margin];
  const choices = (templating.list ?? []).map(({ label, name }) => `${label ?? name}: ▾`).join('    ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${fonts}</style>`,
    `<rect width="100%" height="100%" fill="#f4f5f5"/>`,
    write(title, { x: margin, y: 30, size: 20, weight: 'bold' }),
    write(description, { x: margin, y: 50, size: 12, fill: '#555' }),
    write(choices, { x: margin, y: 72, size: 12, fill: '#1f60c4' }),
    ...panels.map(draw),
    '</svg>',
    '',
  ].join('\n');
}

function draw(panel: Panel): string {
  const { x, y, w, h } = panel.gridPos ?? origin;
  const box = { x: margin + x * column, y: top + y * line, w: w * column, h: h * line };
  if (panel.type === 'row')
    return write(`▾ ${panel.title}`, { x: box.x + 4, y: box.y + 20, size: 13, weight: 'bold', fill: '#333' });
  return [
    `<rect x="${box.x + 3}" y="${box.y + 3}" width="${box.w - 6}" height="${box.h - 6}" rx="3" fill="white" stroke="#d0d4d9"/>`,
    write(panel.title ?? '', { x: box.x + 12, y: box.y + 21, size: 12, weight: 'bold' }),
    write(`${panelTypes[panel.type]} · ${panel.fieldConfig?.defaults.unit}`, {
      x: box.x + box.w - 12,
      y: box.y + box.h - 12,
      size: 10,
      fill: '#8e8e8e',
      anchor: 'end',
    }),
    ...queryLines(panel, Math.floor((box.w - 24) / 5.5), Math.floor((box.h - 50) / 12)).map(
      (text, index) => `<text class="mono" x="${box.x + 12}" y="${box.y + 38 + 12 * index}">${escapeHtml(text)}</text>`,
    ),
  ].join('\n');
}

const panelTypes: Readonly<Record<QueryPanel['type'], string>> = {
  timeseries: 'graph',
  stat: 'number',
  table: 'table',
};

/** The queries of a panel, wrapped; what does not fit ends in `…`. */
function queryLines({ targets }: QueryPanel, characters: number, lines: number): string[] {
  const all = targets.flatMap(({ expr }) => expr.match(new RegExp(`.{1,${characters}}`, 'g')) ?? []);
  if (all.length <= lines) return all;
  return [...all.slice(0, lines - 1), `${all[lines - 1]?.slice(0, characters - 1)}…`];
}

interface Lettering {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: 'bold';
  readonly fill?: string;
  readonly anchor?: 'end';
}

function write(text: string, { x, y, size, weight, fill = '#111', anchor }: Lettering): string {
  const style = `${weight ? ` font-weight="${weight}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${style} xml:space="preserve">${escapeHtml(text)}</text>`;
}
