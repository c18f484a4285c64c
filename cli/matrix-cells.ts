import type { Pair } from '../policy/pairs';
import type { Cell } from './equivalence-groups';

export type Group = readonly string[];

export interface Matrix {
  readonly endpoints: readonly string[];
  readonly pairs: readonly Pair[];
  readonly cell: Cell;
  /** Endpoints that no cell tells apart. */
  readonly groups: readonly Group[];
}

/** What the members of one group reach of another; among themselves where there are several. */
export function between([from = '']: Group, [to = '', second = '']: Group, cell: Cell): string | undefined {
  return cell(from, from === to ? second : to);
}
