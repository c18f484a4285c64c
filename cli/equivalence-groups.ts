/** The ports between two endpoints, empty where none is open; undefined where no policy has a say. */
export type Cell = (from: string, to: string) => string | undefined;

/** Endpoints that reach the same, are reached by the same, and reach each other alike: a matrix needs one line of each. */
export function equivalenceGroups(endpoints: readonly string[], cell: Cell): string[][] {
  const groups: string[][] = [];
  for (const endpoint of endpoints) {
    const group = groups.find(([first = '']) => areEquivalent(first, endpoint, endpoints, cell));
    if (group === undefined) groups.push([endpoint]);
    else group.push(endpoint);
  }
  return groups;
}

function areEquivalent(a: string, b: string, endpoints: readonly string[], cell: Cell): boolean {
  const isAlike = (other: string) =>
    other === a || other === b || (cell(a, other) === cell(b, other) && cell(other, a) === cell(other, b));
  return cell(a, b) === cell(b, a) && endpoints.every(isAlike);
}
