import { parseArgs } from 'node:util';
import { loadCluster, sourceOptions } from './cluster';
import { EXIT, UsageError } from './exit-codes';
import { formatPorts, isOpen, listEnds, listPairs, type Pair } from './pairs';

interface Matrix {
  readonly ends: readonly string[];
  readonly pairs: readonly Pair[];
}

/** Prints who can reach whom: rows are sources, columns destinations. */
export async function matrix(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { ...sourceOptions, format: { type: 'string' } } });
  const format = values.json ? 'json' : (values.format ?? 'table');
  const render = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (render === undefined) throw new UsageError(`\`${format}\` is no format: ${Object.keys(FORMATS).join(', ')}`);
  const cluster = loadCluster(values);
  console.log(render({ ends: listEnds(cluster), pairs: listPairs(cluster) }));
  return EXIT.ok;
}

const FORMATS: Readonly<Record<string, (matrix: Matrix) => string>> = {
  table: renderTable,
  json: ({ pairs }) => JSON.stringify(pairs.filter(isOpen), null, 2),
  csv: matrix =>
    rowsOf(matrix)
      .map(row => row.map(quoteCsv).join(','))
      .join('\n'),
  markdown: matrix => {
    const [head = [], ...body] = rowsOf(matrix).map(
      row => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`,
    );
    return [head, `|${' --- |'.repeat(matrix.ends.length + 1)}`, ...body].join('\n');
  },
  dot: ({ ends, pairs }) =>
    [
      'digraph reachability {',
      ...ends.map(end => `  ${JSON.stringify(end)};`),
      ...pairs.filter(isOpen).map(dotEdge),
      '}',
    ].join('\n'),
  mermaid: ({ ends, pairs }) =>
    [
      'flowchart LR',
      ...ends.map((end, index) => `  n${index}[${JSON.stringify(end)}]`),
      ...pairs
        .filter(isOpen)
        .map(
          pair => `  n${ends.indexOf(pair.from)} -->|${JSON.stringify(formatPorts(pair))}| n${ends.indexOf(pair.to)}`,
        ),
    ].join('\n'),
  html: renderHtml,
};

/** A header, then a row for each source. */
function rowsOf({ ends, pairs }: Matrix): string[][] {
  const cells = new Map(pairs.map(pair => [`${pair.from}\n${pair.to}`, formatPorts(pair)]));
  return [['from \\ to', ...ends], ...ends.map(from => [from, ...ends.map(to => cells.get(`${from}\n${to}`) ?? '')])];
}

/** Columns are numbered, for a terminal is narrow; what is open stands below, ports and all. */
function renderTable({ ends, pairs }: Matrix): string {
  const open = new Map(
    pairs.filter(isOpen).map(pair => [`${pair.from}\n${pair.to}`, formatPorts(pair) === 'all' ? '●' : '○']),
  );
  const width = `${ends.length}`.length;
  const name = Math.max(...ends.map(end => end.length), 0);
  const row = (label: string, cells: readonly string[]) =>
    `${label.padEnd(name + width + 2)}  ${cells.map(cell => cell.padStart(width)).join(' ')}`.trimEnd();
  return [
    row(
      'from \\ to',
      ends.map((_, index) => `${index + 1}`),
    ),
    ...ends.map((from, index) =>
      row(
        `${`${index + 1}`.padStart(width)}  ${from}`,
        ends.map(to => (from === to ? '–' : (open.get(`${from}\n${to}`) ?? '·'))),
      ),
    ),
    '',
    '● every port  ○ some ports  · none  (the ports: npx infraflux connections)',
  ].join('\n');
}

const quoteCsv = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const dotEdge = (pair: Pair) =>
  `  ${JSON.stringify(pair.from)} -> ${JSON.stringify(pair.to)} [label=${JSON.stringify(formatPorts(pair))}];`;

function renderHtml(matrix: Matrix): string {
  const [head = [], ...body] = rowsOf(matrix);
  const cell = (tag: string, text: string) => `<${tag}>${escapeHtml(text)}</${tag}>`;
  return [
    '<!doctype html>',
    '<html lang="en"><meta charset="utf-8"><title>Reachability</title>',
    '<style>body{font:14px system-ui;color-scheme:light dark}table{border-collapse:collapse}th,td{border:1px solid #8888;padding:.25em .5em}thead th{position:sticky;top:0;background:Canvas}td:not(:empty){background:#3a73}</style>',
    `<table><thead><tr>${head.map(text => cell('th scope="col"', text).replace('</th scope="col">', '</th>')).join('')}</tr></thead><tbody>`,
    ...body.map(
      ([from = '', ...cells]) =>
        `<tr><th scope="row">${escapeHtml(from)}</th>${cells.map(text => cell('td', text)).join('')}</tr>`,
    ),
    '</tbody></table></html>',
  ].join('\n');
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
