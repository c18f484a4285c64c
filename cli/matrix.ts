import { csv, dot, markdown, mermaid, plain } from '../model/escape';
import { table } from '../model/markdown';
import { formatLimitKind } from '../policy/limits';
import { openPairs } from '../policy/pairs';
import { type Cluster, isIncomplete, loadCluster } from './cluster';
import type { MatrixFormat, MatrixInput } from './commands/listings';
import { printPairs } from './connections';
import { EXIT } from './exit-codes';
import { listingFor, portsFormat } from './listed';
import { between, type Formats, type Group, type Matrix, matrixOf } from './matrix-cells';
import { renderHtml } from './matrix-html';
import { print } from './output';

/** Prints who can reach whom: rows are sources, columns targets. What people read shows equivalent endpoints as one. */
export async function matrix({ values }: MatrixInput): Promise<number> {
  const cluster = loadCluster(values);
  const listing = listingFor(cluster, values);
  if (values.format === 'json') printPairs(openPairs(listing));
  else print(renderings[values.format](matrixOf(listing), formatsOf(cluster)));
  return isIncomplete(cluster) ? EXIT.findings : EXIT.ok;
}

const formatsOf = (cluster: Cluster): Formats => ({
  cluster: cluster.source.own?.name ?? cluster.engine.settings.clusterName,
  full: portsFormat(cluster),
  short: portsFormat(cluster, formatLimitKind),
});

type Render = (matrix: Matrix, formats: Formats) => string;

const renderings: Readonly<Record<Exclude<MatrixFormat, 'json'>, Render>> = {
  table: renderTable,
  csv: ({ rows, columns, cell }, { full }) =>
    [
      ['from \\ to', ...columns.map(({ name }) => name)],
      ...rows.map(from => [from.name, ...columns.map(to => full(cell(from, to) ?? []))]),
    ]
      .map(row => row.map(csv).join(','))
      .join('\n'),
  markdown: ({ rowGroups, columnGroups, cell }, { short }) => {
    const nameOf = (group: Group) => group.map(({ name }) => markdown(name)).join('<br>');
    const rows = rowGroups.map(from => [
      nameOf(from),
      ...columnGroups.map(to => {
        const ranges = between(from, to, cell);
        return ranges === undefined ? '–' : short(ranges);
      }),
    ]);
    return table(['from \\ to', ...columnGroups.map(nameOf)], rows);
  },
  dot: (matrix, { short }) => {
    const { nodes, edges } = graphOf(matrix);
    return [
      'digraph reachability {',
      ...nodes.map((group, index) => `  n${index} [label="${group.map(({ name }) => dot(name)).join('\\n')}"];`),
      ...edges.map(({ from, to, ranges }) => `  n${from} -> n${to} [label="${dot(short(ranges))}"];`),
      '}',
    ].join('\n');
  },
  mermaid: (matrix, { short }) => {
    const { nodes, edges } = graphOf(matrix);
    return [
      'flowchart LR',
      ...nodes.map((group, index) => `  n${index}["${group.map(({ name }) => mermaid(name)).join('<br>')}"]`),
      ...edges.map(({ from, to, ranges }) => `  n${from} -->|"${mermaid(short(ranges))}"| n${to}`),
    ].join('\n');
  },
  html: renderHtml,
};

/** The groups as nodes, and what is open between them. */
function graphOf({ rowGroups, columnGroups, cell }: Matrix) {
  const nodes = [...new Set([...rowGroups, ...columnGroups])];
  const index = new Map(nodes.map((group, number) => [group, number]));
  const edges = rowGroups.flatMap(from =>
    columnGroups.flatMap(to => {
      const ranges = between(from, to, cell) ?? [];
      return ranges.length === 0 ? [] : [{ from: index.get(from)!, to: index.get(to)!, ranges }];
    }),
  );
  return { nodes, edges };
}

/** Columns are numbered, for a terminal is narrow; the list of connections has the ports. */
function renderTable({ rowGroups, columnGroups, cell }: Matrix, { short }: Formats): string {
  const nodes = [...new Set([...rowGroups, ...columnGroups])];
  const number = new Map(nodes.map((group, index) => [group, `${index + 1}`]));
  const width = `${nodes.length}`.length;
  const nameOf = ([first, ...others]: Group) =>
    plain(`${first?.name ?? ''}${others.length === 0 ? '' : ` +${others.length}`}`);
  const longest = Math.max(...rowGroups.map(group => nameOf(group).length), 0);
  const row = (label: string, cells: readonly string[]) =>
    `${label.padEnd(longest + width + 2)}  ${cells.map(text => text.padStart(width)).join(' ')}`.trimEnd();
  const numbered = (group: Group, text: string) => `${number.get(group)!.padStart(width)}  ${text}`;
  const mark = (from: Group, to: Group) => {
    const ranges = between(from, to, cell);
    if (ranges === undefined) return '–';
    return ranges.length === 0 ? '·' : short(ranges) === 'all' ? '●' : '○';
  };
  const isExplained = (group: Group) => group.length > 1 || !rowGroups.includes(group);
  return [
    row(
      'from \\ to',
      columnGroups.map(group => number.get(group)!),
    ),
    ...rowGroups.map(from =>
      row(
        numbered(from, nameOf(from)),
        columnGroups.map(to => mark(from, to)),
      ),
    ),
    '',
    ...nodes.filter(isExplained).map(group => numbered(group, plain(group.map(({ name }) => name).join(', ')))),
    '● every port  ○ some ports  · none  – itself, or no policy has a say  (the ports: npx infraflux connections)',
  ].join('\n');
}
