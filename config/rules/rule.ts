import type { Finding } from '../../model/finding';
import type { Step } from '../../model/yaml';
import type { Cluster } from '../schema/cluster';

/** A fault in one cluster file; the loader adds code, severity, file and line. */
export interface Fault {
  readonly path: readonly Step[];
  /** One lower-case sentence without a full stop; culprits stand in backticks. */
  readonly message: string;
  readonly allowed: string;
  /** What to do, in the imperative. */
  readonly repair: string;
}

/** What the types of one cluster file cannot say. */
export interface ClusterRule {
  readonly code: string;
  readonly severity: Finding['severity'];
  find(cluster: Cluster): readonly Fault[];
}

/** What one cluster file cannot say alone. */
export interface FleetRule {
  readonly code: string;
  readonly severity: Finding['severity'];
  find(fleet: FleetView): readonly (Fault & { readonly cluster: Cluster })[];
}

export interface FleetView {
  /** Sorted by name. */
  readonly clusters: readonly Cluster[];
  /** Names of all clusters, also of those whose files are not yet valid. */
  readonly names: ReadonlySet<string>;
}

/** A rule whose violation stops the synth: the cluster would not work, or not do what the file says. */
export function error(code: string, find: ClusterRule['find']): ClusterRule {
  return { code, severity: 'error', find };
}

/** A rule whose violation is legal and mostly a mistake. */
export function warning(code: string, find: ClusterRule['find']): ClusterRule {
  return { code, severity: 'warning', find };
}

/** The fault, if there is one. */
export function when(broken: boolean, fault: Fault): readonly Fault[] {
  return broken ? [fault] : [];
}

/** Faults of the items that repeat an earlier one by `key`. */
export function duplicates<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  fault: (item: Item, index: number, first: number) => Fault,
): Fault[] {
  const first = new Map<string, number>();
  return items.flatMap((item, index) => {
    const earlier = first.get(key(item));
    if (earlier !== undefined) return [fault(item, index, earlier)];
    first.set(key(item), index);
    return [];
  });
}
