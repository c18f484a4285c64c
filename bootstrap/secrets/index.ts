import type { Cluster } from '../../config/schema/cluster';
import { layers } from '../../graph/layers';
import type { RequiredSecret } from '../../graph/secret';
import { compare } from '../../model/finding';
import { alertReceiverSecrets } from './alert-receivers';

export { workloadSecrets } from './workloads';

/** Every Secret that a cluster reads and that nothing in it creates, by namespace and name. */
export function requiredSecrets(cluster: Cluster, ofWorkloads: readonly RequiredSecret[]): RequiredSecret[] {
  return [...layers.flatMap(layer => layer.secretsIn(cluster)), ...alertReceiverSecrets(cluster), ...ofWorkloads].sort(
    (a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`),
  );
}
