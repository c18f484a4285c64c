import type { Tally } from './tally';

/** Compares a suite that somebody else wrote with the engine; `folder` is a copy of the suite's own files. */
export interface Suite {
  /** What the folder has to hold. */
  readonly needs: readonly string[];
  /** Outcomes by the part of the suite. */
  run(folder: string): ReadonlyMap<string, Tally>;
}
