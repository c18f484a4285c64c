import { isDeepStrictEqual } from 'node:util';
import { count } from '../model/plural';
import { createEngine, type Engine } from '../policy/engine';
import { everyPair, type Listing, listingsOf } from '../policy/listing';
import { type Pair, pairsOf } from '../policy/pairs';
import { admits, formatRanges, type OpenRange, subtractRanges } from '../policy/ranges';
import { isPolicyObject } from '../policy/read';
import { selectableEntities } from '../policy/settings';
import { carriedProtocols } from '../policy/under-settings';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';
import type { ChangeDraft, ClusterPair } from './change';
import { endpointsOf } from './endpoints';
import { isExposing, localNetworks } from './exposure';
import { stays } from './fate';

/**
 * Connections that open or close, by the engine's verdicts: between pods, with entities, and with what is outside. Where
 * policies change and no connection does, that is said.
 */
export function connectionChanges(pair: ClusterPair): ChangeDraft[] {
  const changes = openedAndClosed(pair);
  const policies = changedPolicies(pair);
  if (changes.length > 0 || policies === 0) return changes;
  const message = `${count(policies, 'policy changes', 'policies change')}, and no connection`;
  return [{ level: 'safe', topic: 'connection', message }];
}

function changedPolicies({ objects }: ClusterPair): number {
  return objects.filter(
    ({ before, after }) =>
      before !== undefined &&
      after !== undefined &&
      isPolicyObject(after.manifest.object) &&
      !isDeepStrictEqual(before.manifest.object, after.manifest.object),
  ).length;
}

function openedAndClosed({ before, after: written, removed }: ClusterPair): ChangeDraft[] {
  const staying = removed.flatMap(({ placed, fate }) => (stays(fate) ? [placed] : []));
  const after = { ...written, objects: [...written.objects, ...staying] };
  // Pods that are added or removed are reported as objects; all of their connections would come with them.
  const names = new Set(endpointsOf(before).map(({ name }) => name));
  const lasting = endpointsOf(after).flatMap(({ name }) => (names.has(name) ? [name] : []));
  const engines = [before, after].map(cluster => engineOf(cluster, new Set(lasting)));
  // What is local is cut apart from the Internet, so that each part of the outside is one or the other.
  const [old, now] = listingsOf(engines, lasting, { ...everyPair, blocks: localNetworks }) as [Listing, Listing];
  const protocols = carriedProtocols(engines[1]!.settings);
  const draft = (
    sign: '+' | '-',
    level: ChangeDraft['level'],
    pair: Pair<RangeChange>,
    ranges: readonly OpenRange[],
  ) =>
    ranges.length === 0
      ? []
      : [
          {
            level,
            topic: 'connection',
            message: `${sign} ${pair.from} → ${pair.to}: ${formatRanges(ranges, { protocols })}`,
            ...(level === 'exposing' && { action }),
          },
        ];
  return [...pairsOf(now, changesOf(old, now))].flatMap(pair => [
    ...draft('+', isWide(now, pair) ? 'exposing' : 'watch', pair, pair.value.opened),
    ...draft('-', 'disruptive', pair, pair.value.closed),
  ]);
}

const action = 'check that this is meant; a commit may allow it with `Infraflux-Allow: exposing REASON`';

const isWide = ({ outside }: Listing, { outside: parts = [] }: Pair<RangeChange>) =>
  parts.some(part => isExposing(part, outside));

function engineOf(cluster: Cluster, lasting: ReadonlySet<string>): Engine {
  const pods = endpointsOf(cluster).filter(({ name }) => lasting.has(name));
  const settings = settingsOf(cluster);
  return createEngine(placedManifests(cluster), [...pods, ...selectableEntities(settings)], schemaOf, settings);
}

/** What opens and what closes between the same two ends; an L7 rule that changes does both. */
interface RangeChange {
  readonly opened: readonly OpenRange[];
  readonly closed: readonly OpenRange[];
}

function changesOf(old: Listing, now: Listing): (source: number) => (target: number) => RangeChange | undefined {
  const compared = new Map<readonly OpenRange[], Map<readonly OpenRange[], RangeChange>>();
  const compareOnce = (was: readonly OpenRange[] = none, is: readonly OpenRange[] = none): RangeChange => {
    const row = compared.get(was) ?? new Map<readonly OpenRange[], RangeChange>();
    compared.set(was, row);
    const change = row.get(is) ?? {
      opened: subtractRanges(is, was, admits),
      closed: subtractRanges(was, is, admits),
    };
    row.set(is, change);
    return change;
  };
  const beyond = new Map<RangeChange, Map<RangeChange, RangeChange>>();
  /** What changes for a name beyond what changes for every name, which shows as addresses. */
  const beyondAnyName = (change: RangeChange, anyName: RangeChange): RangeChange => {
    const row = beyond.get(change) ?? new Map<RangeChange, RangeChange>();
    beyond.set(change, row);
    const rest = row.get(anyName) ?? {
      opened: subtractRanges(change.opened, anyName.opened, admits),
      closed: subtractRanges(change.closed, anyName.closed, admits),
    };
    row.set(anyName, rest);
    return rest;
  };
  return source => {
    const [was, is] = [old.from(source), now.from(source)];
    const anyName = compareOnce(old.fromToAnyName(source), now.fromToAnyName(source));
    return target => {
      const change = compareOnce(was(target), is(target));
      const own = now.targets[target]?.kind === 'names' ? beyondAnyName(change, anyName) : change;
      return own.opened.length + own.closed.length === 0 ? undefined : own;
    };
  };
}

const none: readonly OpenRange[] = [];
