/** A kind of object that a chart makes with our values. */
export interface MadeKind {
  readonly group: string;
  readonly kind: string;
  /** Namespaces of its objects; none for a kind of the cluster. */
  readonly namespaces: readonly string[];
}

export function madeKinds(_chart: string): readonly MadeKind[] {
  return [];
}
