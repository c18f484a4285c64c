import type { Cluster } from '../config/schema/cluster';
import type { RequiredSecret } from '../graph/secret';
import { formatYaml } from '../model/yaml';
import { alertmanagerConfig } from '../observability/alertmanager';
import { runbook } from './runbook/runbook';
import { schematicOf } from './schematic';
import { requiredSecrets } from './secrets';
import { patchFiles } from './talos/patches';

export interface BootstrapProps {
  /** The values file that Argo CD installs Cilium with: the first installation uses the very same text. */
  readonly ciliumValues: string;
  /** Secrets that the cluster's own workloads read. */
  readonly workloadSecrets: readonly RequiredSecret[];
}

/** What exists before Argo CD does, below `dist/<cluster>/bootstrap/`: files by path, relative to the project's root. */
export function bootstrapFiles(
  cluster: Cluster,
  { ciliumValues, workloadSecrets }: BootstrapProps,
): Map<string, string> {
  const receivers = cluster.monitoring ? cluster.monitoring.alertReceivers : undefined;
  const files = {
    'README.md': runbook(cluster, requiredSecrets(cluster, workloadSecrets)),
    'cilium-values.yaml': ciliumValues,
    ...(receivers && { 'alertmanager.yaml': formatYaml([alertmanagerConfig(receivers)]) }),
    'talos/schematic.yaml': schematicOf(cluster).yaml,
    ...Object.fromEntries([...patchFiles(cluster)].map(([file, text]) => [`talos/${file}`, text])),
  };
  return new Map(Object.entries(files).map(([file, text]) => [`dist/${cluster.name}/bootstrap/${file}`, text]));
}
