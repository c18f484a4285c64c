import { bootstrapFiles } from '../bootstrap/files';
import { workloadSecrets } from '../bootstrap/secrets';
import { type Files, filesOf } from '../charts/files';
import type { Cluster } from '../config/schema/cluster';
import { componentsOf } from '../workloads/applications';

/** What synth writes for a cluster: what Argo CD reads, and what comes before it. */
export function writtenFiles(cluster: Cluster, fleet: readonly Cluster[]): { managed: Files; seed: Files } {
  const components = componentsOf(cluster);
  const managed = filesOf(cluster, fleet, components);
  const ciliumValues = managed.get(`dist/${cluster.name}/cilium/values.yaml`)!;
  return {
    managed,
    seed: bootstrapFiles(cluster, { ciliumValues, workloadSecrets: workloadSecrets(components) }),
  };
}
