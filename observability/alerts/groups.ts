import type { NameOf } from './alert';
import { ciliumAlerts } from './cilium';
import { connectivityAlerts } from './connectivity';
import { deliveryAlerts } from './delivery';
import { encryptionAlerts } from './encryption';
import { hubbleAlerts } from './hubble';
import { loadBalancingAlerts } from './load-balancing';
import { metricsServerAlerts } from './metrics-server';
import { platformAlerts } from './platform';
import { policyAlerts } from './policy';
import { targetAlerts } from './targets';
import { tetragonAlerts } from './tetragon';

/** Alerts by the name of their group, which is also that of its file; `<group>.cases.ts` tests it. */
export const alertGroups = {
  targets: targetAlerts,
  cilium: ciliumAlerts,
  policy: policyAlerts,
  connectivity: connectivityAlerts,
  'load-balancing': loadBalancingAlerts,
  encryption: encryptionAlerts,
  hubble: hubbleAlerts,
  tetragon: tetragonAlerts,
  delivery: deliveryAlerts,
  platform: platformAlerts,
  'metrics-server': metricsServerAlerts,
} as const;

export type AlertName = NameOf<(typeof alertGroups)[keyof typeof alertGroups]>;
