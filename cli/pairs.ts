import { formatRanges, type OpenRange, openRanges } from '../policy/connectivity';
import { RESERVED_IDENTITIES } from '../policy/entities';
import type { Cluster } from './cluster';

/** An ordered pair of ends with all ports on which the first reaches the second. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly ranges: readonly OpenRange[];
}

/** Entities that listings have a row and a column for; `init` is no end that lasts. */
const LISTED_ENTITIES = Object.keys(RESERVED_IDENTITIES).filter(name => name !== 'init');

/** Workloads in the host network are their nodes: they have no line of their own. */
export function listEnds({ workloads }: Cluster): string[] {
  return [...workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ name }) => name), ...LISTED_ENTITIES];
}

/** Every ordered pair of ends of which one at least is a workload. */
export function listPairs(cluster: Cluster): Pair[] {
  const ends = listEnds(cluster).map(name => {
    const isEntity = LISTED_ENTITIES.includes(name);
    return { name, isEntity, end: cluster.engine.end(isEntity ? `entity:${name}` : name) };
  });
  return ends.flatMap(from =>
    ends.flatMap(to => {
      if (from === to || (from.isEntity && to.isEntity)) return [];
      return [{ from: from.name, to: to.name, ranges: openRanges(from.end, to.end) }];
    }),
  );
}

export const isOpen = ({ ranges }: Pair) => ranges.length > 0;
export const formatPorts = ({ ranges }: Pair) => formatRanges(ranges);
