import { groupBy } from '../model/group-by';
import type { ListedEnd, Listing } from './listing';
import type { OpenRange } from './ranges';

/** An ordered pair of ends, either of which may be parts of the outside, with what is true of it. */
export interface Pair<Value> {
  readonly from: string;
  readonly to: string;
  readonly value: Value;
  /** The parts, where the end is not a pod or an entity: the same for every one of them. */
  readonly outside?: readonly ListedEnd[];
}

/** Every pair that is open on some port; parts of the outside that are open alike are one end. */
export function openPairs(listing: Listing): Generator<Pair<readonly OpenRange[]>> {
  const hasAddresses = listing.targets.some(({ kind }) => kind === 'addresses');
  return pairsOf(listing, source => {
    const [ranges, anyName] = [listing.from(source), listing.fromToAnyName(source)];
    return target => {
      const open = ranges(target);
      if (open === undefined || open.length === 0) return undefined;
      // What every name has shows as addresses.
      return hasAddresses && listing.targets[target]!.kind === 'names' && open === anyName ? undefined : open;
    };
  });
}

/** The pairs of which something is true, the outside as a source last; the same value is the same object. */
export function* pairsOf<Value>(
  { sources, targets, outside }: Pick<Listing, 'sources' | 'targets' | 'outside'>,
  read: (source: number) => (target: number) => Value | undefined,
): Generator<Pair<Value>> {
  const describe = (ends: readonly ListedEnd[]) =>
    outside[ends[0]!.kind === 'names' ? 'names' : 'addresses'].describe(new Set(ends.map(({ part }) => part!)));
  const entering = new Map<ListedEnd, Map<Value, ListedEnd[]>>();
  for (const [index, source] of sources.entries()) {
    const valueAt = read(index);
    const leaving: { readonly to: ListedEnd; readonly value: Value }[] = [];
    for (const [number, target] of targets.entries()) {
      const value = valueAt(number);
      if (value === undefined) continue;
      if (source.part !== undefined) add(entering, target, value, source);
      else if (target.part !== undefined) leaving.push({ to: target, value });
      else yield { from: source.name, to: target.name, value };
    }
    for (const kind of ['addresses', 'names'] as const)
      for (const [value, found] of groupBy(
        leaving.filter(({ to }) => to.kind === kind),
        each => each.value,
      )) {
        const parts = found.map(({ to }) => to);
        yield { from: source.name, to: describe(parts), value, outside: parts };
      }
  }
  for (const [target, values] of entering)
    for (const [value, parts] of values) yield { from: describe(parts), to: target.name, value, outside: parts };
}

function add<Value>(
  entering: Map<ListedEnd, Map<Value, ListedEnd[]>>,
  target: ListedEnd,
  value: Value,
  source: ListedEnd,
): void {
  const values = entering.get(target) ?? new Map<Value, ListedEnd[]>();
  entering.set(target, values);
  values.set(value, [...(values.get(value) ?? []), source]);
}
