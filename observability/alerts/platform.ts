import { describeAlerts } from './alert';
import { argocdAlerts } from './argocd';
import { certificateAlerts } from './certificates';
import { externalDNSAlerts } from './external-dns';
import { longhornAlerts } from './longhorn';
import { nodeAlerts } from './nodes';

/** Nodes, etcd and what the platform runs beside the network. */
export const platformAlerts = describeAlerts(props => [
  ...nodeAlerts(props),
  ...certificateAlerts(props),
  ...externalDNSAlerts(props),
  ...longhornAlerts(props),
  ...argocdAlerts(props),
]);
