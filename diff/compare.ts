import { compare } from '../model/finding';
import type { Cluster } from '../repository/cluster';
import type { Repository } from '../repository/repository';
import { addressChanges } from './addresses';
import { type Change, type ChangeDraft, type ClusterPair, levels, pairOf } from './change';
import { connectionChanges } from './connections';
import { objectChanges } from './objects';
import { removalChanges } from './removals';
import { valueChanges } from './values';
import { versionChanges } from './versions';
import { watcherChanges } from './watchers';

const finders: readonly ((pair: ClusterPair) => ChangeDraft[])[] = [
  removalChanges,
  objectChanges,
  versionChanges,
  valueChanges,
  addressChanges,
  watcherChanges,
  connectionChanges,
];

/** What it does to every cluster to replace one repository by the other, the worst first. */
export function changesBetween(before: Repository, after: Repository): Change[] {
  const [olds, nows] = [before.clusters.filter(hasContent), after.clusters.filter(hasContent)];
  const [[old], [now]] = [olds, nows];
  // The only cluster is called after its root Application, where it has one: by another name it is the same.
  if (old !== undefined && now !== undefined && olds.length + nows.length === 2)
    return sorted(changesOf(old, now, old.name === now.name ? now.name : ''));
  const names = [...new Set([...olds, ...nows].map(({ name }) => name))].sort(compare);
  const changes = names.flatMap((name): Change[] => {
    const [old, now] = [olds, nows].map(clusters => clusters.find(cluster => cluster.name === name));
    if (old === undefined) return [{ level: 'watch', topic: 'cluster', cluster: name, message: 'the cluster is new' }];
    if (now === undefined)
      return [
        {
          level: 'watch',
          topic: 'cluster',
          cluster: name,
          message: 'the cluster is removed from Git and stays as it is',
        },
      ];
    return changesOf(old, now, name);
  });
  return sorted(changes);
}

function changesOf(before: Cluster, after: Cluster, name: string): Change[] {
  const pair = pairOf(before, after);
  return finders.flatMap(find => find(pair)).map(draft => placed(name, draft));
}

function sorted(changes: readonly Change[]): Change[] {
  const rank = ({ level }: Change) => levels.indexOf(level);
  return [...changes].sort((a, b) => rank(b) - rank(a) || compare(a.cluster, b.cluster));
}

const hasContent = ({ objects, releases }: Cluster) => objects.length + releases.length > 0;

function placed(cluster: string, { in: place, at = [], ...found }: ChangeDraft): Change {
  return { ...found, cluster, ...(place !== undefined && { file: place.file, line: place.lineOf(at) }) };
}
