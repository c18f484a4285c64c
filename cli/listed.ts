import { isJudged, listedEntities, type Pair, pairsOf } from '../policy/pairs';
import { formatRanges } from '../policy/ranges';
import type { Cluster } from './cluster';

/** Workloads in the host network are their nodes: they have no line of their own. */
const podsOf = ({ workloads }: Pick<Cluster, 'workloads'>) =>
  workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ name }) => name);

export const listedEndpoints = (cluster: Pick<Cluster, 'workloads'>): string[] => [
  ...podsOf(cluster),
  ...listedEntities,
];

/** Every ordered pair on which a policy may have a say. */
export function listedPairs(cluster: Omit<Cluster, 'source'>): Pair[] {
  return pairsOf(cluster.engine, podsOf(cluster)).filter(pair => isJudged(cluster.engine, pair));
}

export const isOpen = ({ ranges }: Pair) => ranges.length > 0;
export const formatPorts = ({ ranges }: Pair) => formatRanges(ranges);
