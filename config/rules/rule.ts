import type { Place } from '../../model/manifest';
import type { Rule, RuleFinding, RuleText } from '../../model/rule';
import type { Cluster } from '../schema/cluster';

/** One cluster, and where its file is. */
export interface ClusterView {
  readonly cluster: Cluster;
  readonly place: Place;
}

/** All clusters of the right form, sorted by name. */
export interface FleetView {
  readonly clusters: readonly Cluster[];
  /** Names of all clusters, also of those whose files are not yet valid. */
  readonly names: ReadonlySet<string>;
  placeOf(cluster: Cluster): Place;
}

/** What the types of one cluster file cannot say. */
export type ClusterRule = Rule<ClusterView>;

/** What one cluster file cannot say alone. */
export type FleetRule = Rule<FleetView>;

/** A finding in a cluster file that is known already. */
export interface ClusterFinding extends Pick<RuleFinding, 'at' | 'message'> {
  readonly allowed: string;
  readonly repair: string;
}

export interface FleetFinding extends ClusterFinding {
  readonly cluster: Cluster;
}

export type FindInCluster = (cluster: Cluster) => readonly ClusterFinding[];

export function clusterRule({ find, ...text }: RuleText & { readonly find: FindInCluster }): ClusterRule {
  return { ...text, find: ({ cluster, place }) => find(cluster).map(found => ({ in: place, ...found })) };
}

export function fleetRule({
  find,
  ...text
}: RuleText & { find(fleet: Pick<FleetView, 'clusters' | 'names'>): readonly FleetFinding[] }): FleetRule {
  return {
    ...text,
    find: view => find(view).map(({ cluster, ...found }) => ({ in: view.placeOf(cluster), ...found })),
  };
}

/** The finding, if there is one. */
export function when(broken: boolean, found: ClusterFinding): readonly ClusterFinding[] {
  return broken ? [found] : [];
}

/** Findings at the items that repeat an earlier one by `key`. */
export function duplicates<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  found: (item: Item, index: number, first: Item) => ClusterFinding,
): ClusterFinding[] {
  const firsts = new Map<string, Item>();
  return items.flatMap((item, index) => {
    const first = firsts.get(key(item));
    if (first !== undefined) return [found(item, index, first)];
    firsts.set(key(item), item);
    return [];
  });
}

/** Every unordered pair, in the order of the list. */
export function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second): [Item, Item] => [first, second]));
}
