import { filesOf } from '../charts/files';
import type { Cluster } from '../config/schema/cluster';
import { isRecord, parseManifests } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import type { ClusterSource } from '../runtime/compliance/supports';
import { fixtureFleet } from './fleet';
import { componentsOf } from './workloads/applications';

/** A cluster of the tests as `compliance` reads it from its folder. */
export function clusterSource(cluster: Cluster): ClusterSource {
  const files = [...filesOf(cluster, fixtureFleet, componentsOf(cluster))].filter(([path]) => path.startsWith('dist/'));
  const values = parseYaml(files.find(([path]) => path.endsWith('/cilium/values.yaml'))![1])[0]!.value;
  return {
    name: cluster.name,
    objects: files.flatMap(([path, text]) => parseManifests(text, path)).map(({ object }) => object),
    cilium: isRecord(values) ? values : {},
  };
}
