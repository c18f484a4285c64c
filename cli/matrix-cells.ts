import type { Cell } from './equivalence-groups';
import type { Pair } from './pairs';

export type Group = readonly string[];

export interface Matrix {
  readonly ends: readonly string[];
  readonly pairs: readonly Pair[];
  readonly cell: Cell;
  /** Ends that no cell tells apart. */
  readonly groups: readonly (readonly string[])[];
}

/** What the members of one group reach of another; among themselves where there are several. */
export function between([from = '']: Group, [to = '', second = '']: Group, cell: Cell): string | undefined {
  return cell(from, from === to ? second : to);
}
