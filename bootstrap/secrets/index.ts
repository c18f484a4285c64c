import type { Cluster } from '../../config/schema/cluster';
import { compare } from '../../model/finding';
import { argocdSecrets } from './argocd';
import { ciliumSecrets } from './cilium';
import { domainSecrets } from './domain';
import { longhornSecrets } from './longhorn';
import { monitoringSecrets } from './monitoring';
import type { RequiredSecret } from './secret';

export type { RequiredSecret } from './secret';
export { workloadSecrets } from './workloads';

/** Every Secret that a cluster reads and that nothing in it creates, by namespace and name. */
export function requiredSecrets(cluster: Cluster, ofWorkloads: readonly RequiredSecret[]): RequiredSecret[] {
  return [
    ...argocdSecrets(cluster),
    ...ciliumSecrets(cluster),
    ...domainSecrets(cluster),
    ...monitoringSecrets(cluster),
    ...longhornSecrets(cluster),
    ...ofWorkloads,
  ].sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
}
