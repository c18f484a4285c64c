import type { Cluster } from '../../config/schema/cluster';
import { credentialKeys } from '../../observability/alertmanager';
import { type RequiredSecret, random, variableNamed } from './secret';

export function monitoringSecrets({ name: cluster, monitoring }: Cluster): RequiredSecret[] {
  if (monitoring === false) return [];
  const { grafanaSecret, alertReceivers } = monitoring;
  const grafana: RequiredSecret = {
    namespace: 'monitoring',
    name: grafanaSecret,
    keys: { 'admin-user': { text: 'admin' }, 'admin-password': random },
    why: 'Grafana creates its first user from it',
  };
  if (alertReceivers === undefined) return [grafana];
  const receivers: RequiredSecret = {
    namespace: 'monitoring',
    name: alertReceivers.secret,
    keys: {
      'alertmanager.yaml': { written: `dist/${cluster}/bootstrap/alertmanager.yaml` },
      ...Object.fromEntries(credentialKeys(alertReceivers).map(key => [key, { variable: variableNamed(key) }])),
    },
    why: 'Alertmanager reads its configuration and the credentials of its receivers from it',
  };
  return [grafana, receivers];
}
