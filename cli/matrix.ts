import { csv, dot, formatJson, markdown, mermaid, plain } from '../model/escape';
import { table } from '../model/markdown';
import { isIncomplete, loadCluster } from './cluster';
import type { MatrixFormat, MatrixInput } from './commands/listings';
import { type Cell, equivalenceGroups } from './equivalence-groups';
import { EXIT } from './exit-codes';
import { formatPorts, isOpen, listedEndpoints, listedPairs } from './listed';
import { between, type Group, type Matrix } from './matrix-cells';
import { renderHtml } from './matrix-html';
import { print } from './output';

/** Prints who can reach whom: rows are sources, columns destinations. What people read shows equivalent endpoints as one. */
export async function matrix({ values }: MatrixInput): Promise<number> {
  const cluster = loadCluster(values);
  const [endpoints, pairs] = [listedEndpoints(cluster), listedPairs(cluster)];
  const cells = new Map(pairs.map(pair => [`${pair.from}\n${pair.to}`, formatPorts(pair)]));
  const cell: Cell = (from, to) => cells.get(`${from}\n${to}`);
  print(renderings[values.format]({ endpoints, pairs, cell, groups: equivalenceGroups(endpoints, cell) }));
  return isIncomplete(cluster) ? EXIT.findings : EXIT.ok;
}

const renderings: Readonly<Record<MatrixFormat, (matrix: Matrix) => string>> = {
  table: renderTable,
  json: ({ pairs }) => formatJson(pairs.filter(isOpen)),
  csv: ({ endpoints, cell }) =>
    [['from \\ to', ...endpoints], ...endpoints.map(from => [from, ...endpoints.map(to => cell(from, to) ?? '')])]
      .map(row => row.map(csv).join(','))
      .join('\n'),
  markdown: ({ groups, cell }) => {
    const names = groups.map(group => group.map(markdown).join('<br>'));
    const rows = groups.map((from, index) => [names[index] ?? '', ...groups.map(to => between(from, to, cell) ?? '–')]);
    return table(['from \\ to', ...names], rows);
  },
  dot: ({ groups, cell }) =>
    [
      'digraph reachability {',
      ...groups.map((group, index) => `  n${index} [label="${group.map(dot).join('\\n')}"];`),
      ...edges(groups, cell, (from, to, ports) => `  n${from} -> n${to} [label="${dot(ports)}"];`),
      '}',
    ].join('\n'),
  mermaid: ({ groups, cell }) =>
    [
      'flowchart LR',
      ...groups.map((group, index) => `  n${index}["${group.map(mermaid).join('<br>')}"]`),
      ...edges(groups, cell, (from, to, ports) => `  n${from} -->|"${mermaid(ports)}"| n${to}`),
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

/** Columns are numbered, for a terminal is narrow; the list of connections has the ports. */
function renderTable({ groups, cell }: Matrix): string {
  const width = `${groups.length}`.length;
  const names = groups.map(([first = '', ...others]) =>
    plain(others.length === 0 ? first : `${first} +${others.length}`),
  );
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
    ...groups.flatMap((group, index) => (group.length === 1 ? [] : [numbered(index, group.map(plain).join(', '))])),
    '● every port  ○ some ports  · none  – itself, or no policy has a say  (the ports: npx infraflux connections)',
  ].join('\n');
}
