import { createEngine } from '../policy/engine';
import { pairsOf } from '../policy/pairs';
import { formatRanges, type OpenRange, subtractRanges } from '../policy/ranges';
import { selectableEntities } from '../policy/settings';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';
import type { ChangeDraft, ClusterPair } from './change';
import { endpointsOf } from './endpoints';
import { stays } from './fate';

/** Connections between pods, and with entities, that open or close, by the engine's verdicts. */
export function connectionChanges({ before, after: written, removed }: ClusterPair): ChangeDraft[] {
  const staying = removed.flatMap(({ placed, fate }) => (stays(fate) ? [placed] : []));
  const after = { ...written, objects: [...written.objects, ...staying] };
  // Pods that are added or removed are reported as objects; all of their connections would come with them.
  const names = new Set(endpointsOf(before).map(({ name }) => name));
  const lasting = new Set(endpointsOf(after).flatMap(({ name }) => (names.has(name) ? [name] : [])));
  const [old, now] = [before, after].map(cluster => connectionsOf(cluster, lasting)) as [Open, Open];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap(pair => {
    const [was, is] = [old.get(pair) ?? [], now.get(pair) ?? []];
    return [
      ...changed('+', 'watch', pair, subtractRanges(is, was)),
      ...changed('-', 'disruptive', pair, subtractRanges(was, is)),
    ];
  });
}

function changed(
  sign: '+' | '-',
  level: ChangeDraft['level'],
  pair: string,
  ranges: readonly OpenRange[],
): ChangeDraft[] {
  return ranges.length === 0
    ? []
    : [{ level, topic: 'connection', message: `${sign} ${pair}: ${formatRanges(ranges)}` }];
}

/** Open ports by `from → to`. */
type Open = ReadonlyMap<string, readonly OpenRange[]>;

function connectionsOf(cluster: Cluster, lasting: ReadonlySet<string>): Open {
  const pods = endpointsOf(cluster).filter(({ name }) => lasting.has(name));
  const settings = settingsOf(cluster);
  const engine = createEngine(placedManifests(cluster), [...pods, ...selectableEntities(settings)], schemaOf, settings);
  const pairs = pairsOf(
    engine,
    pods.map(({ name }) => name),
  );
  return new Map(pairs.map(({ from, to, ranges }) => [`${from} → ${to}`, ranges]));
}
