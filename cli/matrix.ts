import { parseArgs } from 'node:util';
import { loadCluster, sourceOptions } from './cluster';
import { type Cell, groupTwins } from './equivalence-groups';
import { EXIT, UsageError } from './exit-codes';
import { between, type Group, type Matrix } from './matrix-cells';
import { renderHtml } from './matrix-html';
import { formatPorts, isOpen, listEnds, listPairs } from './pairs';

/** Prints who can reach whom: rows are sources, columns destinations. What people read shows twins as one. */
export async function matrix(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { ...sourceOptions, format: { type: 'string' } } });
  const format = values.json ? 'json' : (values.format ?? 'table');
  const render = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (render === undefined) throw new UsageError(`\`${format}\` is no format: ${Object.keys(FORMATS).join(', ')}`);
  const cluster = loadCluster(values);
  const [ends, pairs] = [listEnds(cluster), listPairs(cluster)];
  const cells = new Map(pairs.map(pair => [`${pair.from}\n${pair.to}`, formatPorts(pair)]));
  const cell: Cell = (from, to) => cells.get(`${from}\n${to}`);
  console.log(render({ ends, pairs, cell, groups: groupTwins(ends, cell) }));
  return EXIT.ok;
}

const FORMATS: Readonly<Record<string, (matrix: Matrix) => string>> = {
  table: renderTable,
  json: ({ pairs }) => JSON.stringify(pairs.filter(isOpen), null, 2),
  csv: ({ ends, cell }) =>
    [['from \\ to', ...ends], ...ends.map(from => [from, ...ends.map(to => cell(from, to) ?? '')])]
      .map(row => row.map(quoteCsv).join(','))
      .join('\n'),
  markdown: ({ groups, cell }) => {
    const line = (cells: readonly string[]) => `| ${cells.map(text => text.replaceAll('|', '\\|')).join(' | ')} |`;
    const names = groups.map(group => group.join('<br>'));
    return [
      line(['from \\ to', ...names]),
      `|${' --- |'.repeat(groups.length + 1)}`,
      ...groups.map((from, index) => line([names[index]!, ...groups.map(to => between(from, to, cell) ?? '–')])),
    ].join('\n');
  },
  dot: ({ groups, cell }) =>
    [
      'digraph reachability {',
      ...groups.map((group, index) => `  n${index} [label=${JSON.stringify(group.join('\n'))}];`),
      ...edges(groups, cell, (from, to, ports) => `  n${from} -> n${to} [label=${JSON.stringify(ports)}];`),
      '}',
    ].join('\n'),
  mermaid: ({ groups, cell }) =>
    [
      'flowchart LR',
      ...groups.map((group, index) => `  n${index}[${JSON.stringify(group.join('<br>'))}]`),
      ...edges(groups, cell, (from, to, ports) => `  n${from} -->|${JSON.stringify(ports)}| n${to}`),
    ].join('\n'),
  html: renderHtml,
};

function edges(
  groups: readonly Group[],
  cell: Cell,
  format: (from: number, to: number, ports: string) => string,
): string[] {
  return groups.flatMap((from, source) =>
    groups.flatMap((to, target) => {
      const ports = between(from, to, cell);
      return ports === undefined || ports === '' ? [] : [format(source, target, ports)];
    }),
  );
}

/** Columns are numbered, for a terminal is narrow; what is open stands in the list of connections, ports and all. */
function renderTable({ groups, cell }: Matrix): string {
  const width = `${groups.length}`.length;
  const names = groups.map(([first = '', ...twins]) => (twins.length === 0 ? first : `${first} +${twins.length}`));
  const longest = Math.max(...names.map(name => name.length), 0);
  const row = (label: string, cells: readonly string[]) =>
    `${label.padEnd(longest + width + 2)}  ${cells.map(text => text.padStart(width)).join(' ')}`.trimEnd();
  const mark = (from: Group, to: Group) => {
    const ports = between(from, to, cell);
    if (ports === undefined) return '–';
    return ports === '' ? '·' : ports === 'all' ? '●' : '○';
  };
  const numbered = (index: number, text: string) => `${`${index + 1}`.padStart(width)}  ${text}`;
  return [
    row(
      'from \\ to',
      groups.map((_, index) => `${index + 1}`),
    ),
    ...groups.map((from, index) =>
      row(
        numbered(index, names[index]!),
        groups.map(to => mark(from, to)),
      ),
    ),
    '',
    ...groups.flatMap((group, index) => (group.length === 1 ? [] : [numbered(index, group.join(', '))])),
    '● every port  ○ some ports  · none  – itself, or no policy has a say  (the ports: npx infraflux connections)',
  ].join('\n');
}

const quoteCsv = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
