/** The ports between two ends, empty where none is open; undefined where no policy has a say. */
export type Cell = (from: string, to: string) => string | undefined;

/** Ends that reach the same, are reached by the same, and each other alike: one line of a matrix stands for them all. */
export function groupTwins(ends: readonly string[], cell: Cell): string[][] {
  const groups: string[][] = [];
  for (const end of ends) {
    const group = groups.find(([first]) => areTwins(first!, end, ends, cell));
    if (group === undefined) groups.push([end]);
    else group.push(end);
  }
  return groups;
}

function areTwins(a: string, b: string, ends: readonly string[], cell: Cell): boolean {
  const isAlike = (other: string) =>
    other === a || other === b || (cell(a, other) === cell(b, other) && cell(other, a) === cell(other, b));
  return cell(a, b) === cell(b, a) && ends.every(isAlike);
}
