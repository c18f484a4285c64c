import { groupBy } from '../model/group-by';
import type { ListedEnd, Listing } from '../policy/listing';
import type { OpenRange } from '../policy/ranges';
import { type Cell, equivalenceGroups } from './equivalence-groups';
import type { FormatPorts } from './listed';

/** A row or column of a matrix: a pod, an entity, or parts of the outside that no cell tells apart. */
export interface MatrixEnd {
  readonly name: string;
  /** Its index among the sources and the targets of the listing; of parts, that of one of them. */
  readonly source?: number;
  readonly target?: number;
}

export type Group = readonly MatrixEnd[];

export interface Matrix {
  readonly rows: readonly MatrixEnd[];
  readonly columns: readonly MatrixEnd[];
  readonly cell: Cell<MatrixEnd, readonly OpenRange[]>;
  /** Rows and columns of ends that no cell tells apart. */
  readonly rowGroups: readonly Group[];
  readonly columnGroups: readonly Group[];
}

/** How the cells of a matrix are written. */
export interface Formats {
  readonly cluster: string;
  readonly full: FormatPorts;
  /** With the kinds of limits alone: `TCP 80 (HTTP)`. */
  readonly short: FormatPorts;
}

export function matrixOf(listing: Listing): Matrix {
  const { sources, targets, outside } = listing;
  const cells = sources.map((_, source) => {
    const ranges = listing.from(source);
    return targets.map((_, target) => ranges(target));
  });
  const cell: Matrix['cell'] = ({ source }, { target }) =>
    source === undefined || target === undefined ? undefined : cells[source]?.[target];
  const byName = new Map<string, ListedEnd & MatrixEnd>();
  for (const [source, end] of sources.entries()) byName.set(end.name, { ...end, source });
  for (const [target, end] of targets.entries()) byName.set(end.name, { ...byName.get(end.name), ...end, target });
  const all = [...byName.values()];
  const anyName = sources.map((_, source) => listing.fromToAnyName(source));
  const hasAddresses = targets.some(({ kind }) => kind === 'addresses');
  const merged = (['addresses', 'names'] as const).flatMap(kind => {
    const own = all.filter(end => end.kind === kind);
    const alike = groupBy(own, numbersOf(cells));
    return [...alike.values()].flatMap((group): MatrixEnd[] => {
      const { source, target } = group[0]!;
      // What every name has shows as addresses.
      const isAnyName = ([index, row]: readonly [number, Cells[number]]) =>
        row[target!] === undefined || row[target!] === anyName[index];
      if (kind === 'names' && hasAddresses && [...cells.entries()].every(isAnyName)) return [];
      const name = outside[kind].describe(new Set(group.map(({ part }) => part!)));
      return [{ name, ...(source !== undefined && { source }), ...(target !== undefined && { target }) }];
    });
  });
  const ends: MatrixEnd[] = [...all.filter(({ part }) => part === undefined), ...merged];
  const isOpen = ({ source, target }: MatrixEnd) =>
    (source !== undefined && cells[source]!.some(ranges => ranges !== undefined && ranges.length > 0)) ||
    (target !== undefined && cells.some(row => (row[target]?.length ?? 0) > 0));
  const inFocus = new Set(all.filter(listing.filter.focus).map(({ name }) => name));
  const shown = ends.filter(end => inFocus.has(end.name) || isOpen(end));
  const groups = equivalenceGroups(shown, cell);
  return {
    rows: shown.filter(isRow),
    columns: shown.filter(isColumn),
    cell,
    rowGroups: groups.filter(([first]) => first !== undefined && isRow(first)),
    columnGroups: groups.filter(([first]) => first !== undefined && isColumn(first)),
  };
}

const isRow = ({ source }: MatrixEnd) => source !== undefined;
const isColumn = ({ target }: MatrixEnd) => target !== undefined;

type Cells = readonly (readonly (readonly OpenRange[] | undefined)[])[];

/** Of an end the text that is the same for all with the same rows and columns. */
function numbersOf(cells: Cells): (end: MatrixEnd) => string {
  const numbers = new Map<readonly OpenRange[] | undefined, number>();
  const numberOf = (ranges: readonly OpenRange[] | undefined) => {
    const number = numbers.get(ranges) ?? numbers.size;
    numbers.set(ranges, number);
    return number;
  };
  return ({ source, target }) =>
    JSON.stringify([
      target === undefined ? [] : cells.map(row => numberOf(row[target])),
      source === undefined ? [] : (cells[source] ?? []).map(numberOf),
    ]);
}

/** What the members of one group reach of another; among themselves where there are several. */
export function between([from]: Group, [to, second]: Group, cell: Matrix['cell']): readonly OpenRange[] | undefined {
  const target = from === to ? second : to;
  return from === undefined || target === undefined ? undefined : cell(from, target);
}
