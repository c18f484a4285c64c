/** What one endpoint opens to another, the same value for the same; undefined where no policy has a say. */
export type Cell<End, Value> = (from: End, to: End) => Value | undefined;

/** Endpoints that reach the same, are reached by the same, and reach each other alike: a matrix needs one line of each. */
export function equivalenceGroups<End, Value>(endpoints: readonly End[], cell: Cell<End, Value>): End[][] {
  const groups: [End, ...End[]][] = [];
  for (const endpoint of endpoints) {
    const group = groups.find(([first]) => areEquivalent(first, endpoint, endpoints, cell));
    if (group === undefined) groups.push([endpoint]);
    else group.push(endpoint);
  }
  return groups;
}

function areEquivalent<End, Value>(a: End, b: End, endpoints: readonly End[], cell: Cell<End, Value>): boolean {
  const isAlike = (other: End) =>
    other === a || other === b || (cell(a, other) === cell(b, other) && cell(other, a) === cell(other, b));
  return cell(a, b) === cell(b, a) && endpoints.every(isAlike);
}
