import type { Cluster } from '../../config/schema/cluster';
import { prometheus } from '../../graph/layers/monitoring';
import { type RequiredSecret, variableNamed } from '../../graph/secret';
import { credentialKeys } from '../../observability/alertmanager';

/** Alertmanager's configuration names credentials by keys of the same Secret. */
export function alertReceiverSecrets({ name: cluster, monitoring }: Cluster): RequiredSecret[] {
  if (monitoring === false || monitoring.alertReceivers === undefined) return [];
  const { alertReceivers } = monitoring;
  return [
    {
      namespace: prometheus.namespace,
      name: alertReceivers.secret,
      keys: {
        'alertmanager.yaml': { written: `dist/${cluster}/bootstrap/alertmanager.yaml` },
        ...Object.fromEntries(credentialKeys(alertReceivers).map(key => [key, { variable: variableNamed(key) }])),
      },
      why: 'Alertmanager reads its configuration and the credentials of its receivers from it',
    },
  ];
}
