import { nameOf } from '../model/fields';
import type { Place } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { Application } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { identityOf, keyOf, type PlacedObject } from '../repository/identity';
import { type Fate, fatesOf, stays } from './fate';

/**
 * From changes that go unnoticed to those that no revert undoes. `exposing` opens a pod to the Internet, or the Internet
 * to a pod, beyond single names and domains.
 */
export const levels = ['safe', 'watch', 'disruptive', 'exposing', 'destructive'] as const;
/** Levels that a commit has to allow by name. */
export const guardedLevels = ['destructive', 'exposing'] as const satisfies readonly Level[];
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
  /** What to do before the push, in the imperative. */
  readonly action?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A change as its finder makes it: cluster, file and line are added to it. */
export type ChangeDraft = Omit<Change, 'cluster' | 'file' | 'line'> & {
  readonly in?: Place;
  readonly at?: readonly Step[];
};

/** A cluster before and after a push, with its objects paired. */
export interface ClusterPair {
  readonly before: Cluster;
  readonly after: Cluster;
  /** Objects that leave Git and stay in the cluster are paired with themselves. */
  readonly objects: readonly ObjectPair[];
  readonly removed: readonly Removed[];
  readonly applications: readonly ApplicationPair[];
}

/** An object whose manifest is removed, and what becomes of it. */
export interface Removed {
  readonly placed: PlacedObject;
  readonly fate: Fate;
}

export interface ObjectPair {
  readonly before?: PlacedObject;
  readonly after?: PlacedObject;
}

export interface ApplicationPair {
  readonly before?: Application;
  readonly after?: Application;
}

export function pairOf(before: Cluster, after: Cluster): ClusterPair {
  const ownOf = ({ applications }: Cluster) => applications.map(({ application }) => application);
  const fateOf = fatesOf(before, after);
  const pairs = match(before.objects, after.objects, placed => keyOf(identityOf(placed)));
  const removed = pairs.flatMap(({ before: placed, after: now }) =>
    placed === undefined || now !== undefined ? [] : [{ placed, fate: fateOf(placed) }],
  );
  const staying = new Set(removed.filter(({ fate }) => stays(fate)).map(({ placed }) => placed));
  return {
    before,
    after,
    objects: pairs.map(pair => (pair.before && staying.has(pair.before) ? { ...pair, after: pair.before } : pair)),
    removed,
    applications: match(ownOf(before), ownOf(after), ({ name }) => name),
  };
}

/** Pairs what has the same key, in the order of what is new, then of what is gone. */
function match<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): { before?: T; after?: T }[] {
  const old = new Map(before.map(item => [keyOf(item), item]));
  const now = new Map(after.map(item => [keyOf(item), item]));
  return [
    ...[...now].map(([key, item]) => ({ before: old.get(key), after: item })),
    ...[...old].filter(([key]) => !now.has(key)).map(([, item]) => ({ before: item })),
  ];
}

/** `Deployment shop/web` in backticks, without a namespace for what has none. */
export const quotedName = (placed: PlacedObject): string =>
  `\`${nameOf(placed.manifest.object, identityOf(placed).namespace)}\``;
