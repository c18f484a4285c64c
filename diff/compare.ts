import { compare } from '../model/finding';
import type { Cluster } from '../repository/cluster';
import type { Repository } from '../repository/repository';
import { addressChanges } from './addresses';
import { type Change, type Found, levels, type Pair, pairOf } from './change';
import { connectionChanges } from './connections';
import { objectChanges } from './objects';
import { valueChanges } from './values';
import { versionChanges } from './versions';
import { watcherChanges } from './watchers';

const finders: readonly ((pair: Pair) => Found[])[] = [
  objectChanges,
  versionChanges,
  valueChanges,
  addressChanges,
  watcherChanges,
  connectionChanges,
];

/** What it does to every cluster that one project is replaced by the other, the worst first. */
export function changesBetween(before: Repository, after: Repository): Change[] {
  const [olds, nows] = [before, after].map(({ clusters }) => clusters.filter(hasContent)) as [Cluster[], Cluster[]];
  const names = [...new Set([...olds, ...nows].map(({ name }) => name))].sort(compare);
  const changes = names.flatMap((name): Change[] => {
    const [old, now] = [olds, nows].map(clusters => clusters.find(cluster => cluster.name === name));
    if (old === undefined) return [{ level: 'watch', topic: 'cluster', cluster: name, message: 'the cluster is new' }];
    if (now === undefined)
      return [
        { level: 'watch', topic: 'cluster', cluster: name, message: 'the cluster leaves Git, and stays as it is' },
      ];
    const pair = pairOf(old, now);
    return finders.flatMap(find => find(pair)).map(found => placed(name, found));
  });
  const rank = ({ level }: Change) => levels.indexOf(level);
  return changes.sort((a, b) => rank(b) - rank(a) || compare(a.cluster, b.cluster));
}

const hasContent = ({ objects, releases }: Cluster) => objects.length + releases.length > 0;

function placed(cluster: string, { in: place, at = [], ...found }: Found): Change {
  return { ...found, cluster, ...(place !== undefined && { file: place.file, line: place.lineOf(at) }) };
}
