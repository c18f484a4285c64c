import { formatRanges, groupEquivalent, type OpenRange, openRanges, subtractRanges } from '../policy/connectivity';
import { createEngine } from '../policy/engine';
import { reservedIdentities } from '../policy/entities';
import type { Endpoint } from '../policy/input';
import { selectableEntities } from '../policy/settings';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { settingsOf } from '../repository/settings';
import { podsOf, podsOfGraph } from '../repository/workloads';
import { schemaOf } from '../upstream/schemas/load';
import type { ChangeDraft, ClusterPair } from './change';
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
      ...told('+', 'watch', pair, subtractRanges(is, was)),
      ...told('-', 'disruptive', pair, subtractRanges(was, is)),
    ];
  });
}

function told(sign: '+' | '-', level: ChangeDraft['level'], pair: string, ranges: readonly OpenRange[]): ChangeDraft[] {
  return ranges.length === 0
    ? []
    : [{ level, topic: 'connection', message: `${sign} ${pair}: ${formatRanges(ranges)}` }];
}

/** `init` is no end that lasts. */
const entities = Object.keys(reservedIdentities).filter(name => name !== 'init');

/** Open ports by `from → to`. */
type Open = ReadonlyMap<string, readonly OpenRange[]>;

function connectionsOf(cluster: Cluster, lasting: ReadonlySet<string>): Open {
  const pods = endpointsOf(cluster).filter(({ name }) => lasting.has(name));
  const settings = settingsOf(cluster);
  const engine = createEngine(placedManifests(cluster), [...pods, ...selectableEntities(settings)], schemaOf, settings);
  const names = [...pods.map(({ name }) => name), ...entities.map(name => `entity:${name}`)];
  const ends = new Map(names.map(name => [engine.endpoint(name), name.replace('entity:', '')]));
  const first = new Map(
    groupEquivalent([...ends.keys()]).flatMap(group => group.map(end => [end, group[0]!] as const)),
  );
  return new Map(
    [...ends].flatMap(([from, source]) =>
      [...ends]
        .filter(([to, target]) => to !== from && !(entities.includes(source) && entities.includes(target)))
        .map(([to, target]) => [`${source} → ${target}`, openRanges(first.get(from)!, first.get(to)!)] as const),
    ),
  );
}

/** The graph knows every pod there is; without one, they are those that are written or rendered. */
function endpointsOf(cluster: Cluster): Endpoint[] {
  const pods = (cluster.graph === undefined ? podsOf(cluster) : podsOfGraph(cluster.graph)).filter(
    ({ hostNetwork }) => !hostNetwork,
  );
  return [
    ...new Map(
      pods.map(({ namespace, name, labels, ports }) => {
        const namedPorts = ports.flatMap(port =>
          port.name === undefined ? [] : [{ name: port.name, port: port.number, protocol: port.protocol }],
        );
        return [`${namespace}/${name}`, { name: `${namespace}/${name}`, namespace, labels, namedPorts }] as const;
      }),
    ).values(),
  ];
}
