import { certManager, recursiveNameservers } from '../graph/layers/cert-manager';

export interface CertManagerValuesProps {
  /** Whether the cluster has Prometheus, and with it the CRD of ServiceMonitors. */
  readonly monitored: boolean;
}

/** `cert-manager 1.21 deploy/charts/cert-manager/values.yaml`. */
export function certManagerValues({ monitored }: CertManagerValuesProps) {
  return {
    crds: { enabled: true, keep: true },
    // The default writes its Leases, and Roles for them, into kube-system.
    global: { leaderElection: { namespace: certManager.namespace } },
    config: {
      apiVersion: 'controller.config.cert-manager.io/v1alpha1',
      kind: 'ControllerConfiguration',
      gatewayAPI: { enabled: true },
    },
    dns01RecursiveNameservers: recursiveNameservers.map(address => `${address}:53`).join(','),
    // Otherwise it asks the authoritative servers of every zone, which no policy can name.
    dns01RecursiveNameserversOnly: true,
    prometheus: { servicemonitor: { enabled: monitored } },
    // A hook that waits for the webhook. Argo CD waits for the issuers instead, on every sync.
    startupapicheck: { enabled: false },
  };
}
