import type { Cidr } from '../model/cidr';
import { groupEquivalent } from './connectivity';
import type { FlowEndpoint } from './endpoints';
import type { Engine } from './engine';
import { reservedIdentities } from './entities';
import { casesOf } from './judge';
import { type Outside, outsideOf } from './outside';
import type { OpenRange } from './ranges';
import { reachOf } from './reach';
import type { Direction } from './rules';

/** An end of a listing: a pod, an entity, or a part of what lies outside the cluster. */
export interface ListedEnd {
  /** A part has the notation of one end in it; people read what it is part of. */
  readonly name: string;
  readonly kind: 'pod' | 'entity' | 'addresses' | 'names';
  /** Of a part, its index in the outside. */
  readonly part?: number;
  readonly end: FlowEndpoint;
}

/** What ends open to each other. */
export interface Listing {
  readonly sources: readonly ListedEnd[];
  readonly targets: readonly ListedEnd[];
  readonly outside: Outside;
  readonly filter: ListingFilter;
  /** The ranges that one source opens to each target; undefined where no policy has a say, or nobody asks. */
  from(source: number): (target: number) => readonly OpenRange[] | undefined;
  /** The same to a name that no pattern means: what a name has besides, it has by its name. */
  fromToAnyName(source: number): readonly OpenRange[];
}

/** Which pairs are asked about, and what the question cuts out of the outside. */
export interface ListingFilter {
  readonly from: (end: ListedEnd) => boolean;
  readonly to: (end: ListedEnd) => boolean;
  /** One end of every pair is one of these. */
  readonly focus: (end: ListedEnd) => boolean;
  readonly blocks: readonly Cidr[];
  readonly patterns: readonly string[];
}

export const everyPair: ListingFilter = {
  from: () => true,
  to: () => true,
  focus: () => true,
  blocks: [],
  patterns: [],
};

/** Entities that listings show; no endpoint stays `init`, and `world` is shown by its addresses. */
const listedEntities = Object.keys(reservedIdentities).filter(name => name !== 'init' && name !== 'world');

/** Pods and entities by name, and the outside as the rules of all engines cut it: of two revisions, both. */
export function listingsOf(
  engines: readonly Engine[],
  pods: readonly string[],
  filter: ListingFilter = everyPair,
): Listing[] {
  const rules = engines.flatMap(({ policies }) => policies.rules);
  const outside = outsideOf(rules, filter.blocks, filter.patterns);
  return engines.map(engine => listingOf(engine, pods, outside, filter));
}

function listingOf(engine: Engine, pods: readonly string[], outside: Outside, filter: ListingFilter): Listing {
  const listed = (kind: ListedEnd['kind'], names: readonly string[], notation = (name: string) => name) =>
    names.map((name): ListedEnd => ({ name, kind, end: engine.endpoint(notation(name)) }));
  const parts = (kind: 'addresses' | 'names') =>
    listed(kind, outside[kind].ends).map((each, part): ListedEnd => ({ ...each, part }));
  const inside = [...listed('pod', pods), ...listed('entity', listedEntities, name => `entity:${name}`)];
  // Only egress rules name names.
  const sources = [...inside, ...parts('addresses')].filter(filter.from);
  const targets = [...inside, ...parts('addresses'), ...parts('names')].filter(filter.to);
  const anyName: ListedEnd = { name: 'world', kind: 'names', end: engine.endpoint('entity:world') };
  const [rows, columns] = [groupsOf(sources), groupsOf([...targets, anyName])];
  const reach = reachOf(rows.ends, columns.ends, engine.settings);
  const remembered = new Map<number, Uint32Array>();
  const rowOf = (source: number): Uint32Array => {
    const group = rows.groupOf[source]!;
    const row = remembered.get(group) ?? reach.row(group);
    if (rows.sizes[group]! > 1) remembered.set(group, row);
    return row;
  };
  const isJudged = (from: ListedEnd, to: ListedEnd) =>
    from.kind === 'pod' || to.kind === 'pod' || hasSay(from.end, 'egress') || hasSay(to.end, 'ingress');
  return {
    sources,
    targets,
    outside,
    filter,
    from: source => {
      const [from, row] = [sources[source]!, rowOf(source)];
      const isInFocus = filter.focus(from);
      return target => {
        const to = targets[target]!;
        const isAsked = (isInFocus || filter.focus(to)) && from.name !== to.name && isJudged(from, to);
        return isAsked ? reach.ranges(row[columns.groupOf[target]!]!) : undefined;
      };
    },
    fromToAnyName: source => reach.ranges(rowOf(source)[columns.groupOf[targets.length]!]!),
  };
}

/** Between ends that are no pods a listing says something only where a policy applies to one of them. */
const hasSay = (end: FlowEndpoint, direction: Direction) =>
  casesOf(end).some(({ end: { policy } }) => policy?.[direction].enforced === true || policy?.conflict !== undefined);

/** Ends that no verdict tells apart are asked once. */
function groupsOf(listed: readonly ListedEnd[]) {
  const groups = groupEquivalent(listed.map(({ end }) => end));
  const index = new Map(groups.flatMap((members, group) => members.map(member => [member, group] as const)));
  return {
    ends: groups.map(([first]) => first!),
    sizes: groups.map(({ length }) => length),
    groupOf: listed.map(({ end }) => index.get(end)!),
  };
}
