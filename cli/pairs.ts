import { formatRanges, groupEquivalent, type OpenRange, openRanges } from '../policy/connectivity';
import type { FlowEndpoint } from '../policy/endpoints';
import { reservedIdentities } from '../policy/entities';
import type { Cluster } from './cluster';

/** An ordered pair of ends with all ports on which the first reaches the second. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly ranges: readonly OpenRange[];
}

/** Entities that listings have a row and a column for; `init` is no end that lasts. */
const LISTED_ENTITIES = Object.keys(reservedIdentities).filter(name => name !== 'init');

/** Workloads in the host network are their nodes: they have no line of their own. */
export function listEnds({ workloads }: Pick<Cluster, 'workloads'>): string[] {
  return [...workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ name }) => name), ...LISTED_ENTITIES];
}

/** Every ordered pair of ends, of entities only where a policy has a say; ends that no verdict tells apart are asked once. */
export function listPairs({ engine, workloads }: Omit<Cluster, 'source'>): Pair[] {
  const names = listEnds({ workloads });
  const isEntity = (name: string) => LISTED_ENTITIES.includes(name);
  const ends = new Map(names.map(name => [engine.endpoint(isEntity(name) ? `entity:${name}` : name), name]));
  const first = new Map(groupEquivalent([...ends.keys()]).flatMap(group => group.map(end => [end, group[0]!])));
  return [...ends].flatMap(([from, source]) =>
    [...ends].flatMap(([to, target]) => {
      if (from === to || (isEntity(source) && isEntity(target) && !isJudged(from, to))) return [];
      return [{ from: source, to: target, ranges: openRanges(first.get(from)!, first.get(to)!) }];
    }),
  );
}

const isJudged = (from: FlowEndpoint, to: FlowEndpoint) =>
  from.policy?.egress.enforced === true || to.policy?.ingress.enforced === true;

export const isOpen = ({ ranges }: Pair) => ranges.length > 0;
export const formatPorts = ({ ranges }: Pair) => formatRanges(ranges);
