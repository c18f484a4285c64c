import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Endpoint } from '../policy/input';
import type { ForeignEnd } from '../policy/paths/path';
import { type Cluster, openCluster } from './cluster';
import { UsageError } from './exit-codes';

/**
 * `CLUSTER:namespace/workload` or `CLUSTER:remote-node`: an end in another cluster of the mesh, whose folder is looked for
 * beside the one that is read. @throws UsageError
 */
export function foreignEnd(name: string, text: string, cluster: Cluster): ForeignEnd {
  const { engine, settings, place } = cluster;
  const notation = `${name}:${text}`;
  const unlisted = `the labels of \`${notation}\` are not in the manifests`;
  if (name === settings.clusterName) throw new UsageError(`\`${name}\` is this cluster; write \`${text}\``);
  if (text === 'remote-node' || text === 'host') {
    engine.meet({ name: notation, reserved: 'host', seenAs: 'remote-node', cluster: name, unlisted });
    return { kind: 'foreign', cluster: name, notation };
  }
  const [, namespace, workloadName] = /^([-a-z0-9]+)\/([-a-z0-9./]+)$/.exec(text) ?? [];
  if (/^\d+$/.test(text)) throw new UsageError(`\`${notation}\` has a port, which only TO takes; write \`${name}\``);
  if (namespace === undefined || workloadName === undefined)
    throw new UsageError(`\`${notation}\` is not a workload of another cluster; write \`${name}:NAMESPACE/WORKLOAD\``);
  const folder = siblingOf(place, name);
  const home = folder === undefined ? undefined : openCluster({ dir: folder });
  const workload = home?.workloads.find(each => each.name === text);
  if (home !== undefined && workload === undefined)
    throw new UsageError(`\`${text}\` is not a workload of the cluster \`${name}\`, which ${folder} describes`);
  const endpoint: Endpoint = workload?.endpoint ?? { name: text, namespace, unlisted };
  if (workload?.hostNetwork === true) {
    engine.meet({ name: notation, reserved: 'host', seenAs: 'remote-node', cluster: name, unlisted });
    return { kind: 'foreign', cluster: name, notation, workload };
  }
  engine.meet({ ...endpoint, name: notation, cluster: name });
  return {
    kind: 'foreign',
    cluster: name,
    notation,
    ...(workload && { workload }),
    ...(home && { home: { engine: home.engine, notation: text } }),
  };
}

const siblingOf = (place: string, name: string): string | undefined => {
  const folder = join(dirname(place), name);
  return place !== '-' && existsSync(folder) ? folder : undefined;
};
