import { nameOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { Application } from '../repository/application';
import type { Cluster, PlacedObject } from '../repository/cluster';
import { identityOf } from '../repository/inventory';

/** From what nobody notices to what no revert brings back. */
export const levels = ['safe', 'watch', 'disruptive', 'destructive'] as const;
export type Level = (typeof levels)[number];

/** One thing that a push does to a cluster. */
export interface Change {
  readonly level: Level;
  /** What it is about, one word: `version`, `restart`, `prune`. */
  readonly topic: string;
  /** Cluster, empty where there is only one. */
  readonly cluster: string;
  /** One lower-case sentence without a full stop. */
  readonly message: string;
  /** What to do before, in the imperative. */
  readonly demand?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A change that its finder makes; the cluster's name is added to it. */
export type Found = Omit<Change, 'cluster' | 'file' | 'line'> & {
  readonly in?: Pick<Manifest, 'file' | 'lineOf'>;
  readonly at?: readonly Step[];
};

/** A cluster before and after a push, with its objects paired. */
export interface Pair {
  readonly before: Cluster;
  readonly after: Cluster;
  readonly objects: readonly ObjectPair[];
  readonly applications: readonly ApplicationPair[];
}

export interface ObjectPair {
  readonly before?: PlacedObject;
  readonly after?: PlacedObject;
}

export interface ApplicationPair {
  readonly before?: Application;
  readonly after?: Application;
}

export function pairOf(before: Cluster, after: Cluster): Pair {
  const keyOf = (placed: PlacedObject) => Object.values(identityOf(placed)).join('\n');
  const ownOf = ({ applications }: Cluster) => applications.map(({ application }) => application);
  return {
    before,
    after,
    objects: match(before.objects, after.objects, keyOf),
    applications: match(ownOf(before), ownOf(after), ({ name }) => name),
  };
}

/** Pairs what has the same key, in the order of what is new, then of what is gone. */
function match<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): { before?: T; after?: T }[] {
  const old = new Map(before.map(item => [keyOf(item), item]));
  const now = new Map(after.map(item => [keyOf(item), item]));
  return [
    ...[...now].map(([key, item]) => ({ after: item, ...(old.has(key) && { before: old.get(key)! }) })),
    ...[...old].filter(([key]) => !now.has(key)).map(([, item]) => ({ before: item })),
  ];
}

/** `Deployment shop/web`, without a namespace for what has none. */
export const callOf = (placed: PlacedObject): string =>
  `\`${nameOf(placed.manifest.object, identityOf(placed).namespace)}\``;

export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
