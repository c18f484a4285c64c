import { Yaml } from 'cdk8s';
import { healthChecks } from './argocd-health';

export interface ArgoCDValuesProps {
  readonly hostname: string;
  /** Whether the cluster has Prometheus, and with it the CRD of ServiceMonitors. */
  readonly monitored: boolean;
}

/** `argo-helm argo-cd 10 values.yaml`. */
export function argocdValues({ hostname, monitored }: ArgoCDValuesProps) {
  const metrics = { metrics: { enabled: true, serviceMonitor: { enabled: monitored } } };
  return {
    global: {
      domain: hostname,
      // On by default, and the server's admits all clients: policies are additive, so ours would have no effect.
      networkPolicy: { create: false },
    },
    configs: {
      cm: {
        'timeout.reconciliation': '180s',
        // A manifest cached under the wrong revision lives for an hour at most (argo-cd#26530).
        'timeout.hard.reconciliation': '1h',
        'resource.exclusions': exclusions(),
        ...Object.fromEntries(
          Object.entries(healthChecks).map(([kind, lua]) => [`resource.customizations.health.${kind}`, lua]),
        ),
      },
      params: {
        // TLS ends at the Gateway.
        'server.insecure': true,
        // The API server fills in defaults, and only it can distinguish them from drift.
        'controller.diff.server.side': true,
        // Without a limit, a sync that waits for an object that never becomes healthy never sees the commit that fixes it.
        'controller.sync.timeout.seconds': 1800,
      },
      // `argocd-secret` is created by hand before the first install, and Argo CD adds its own keys to it.
      secret: { createSecret: false },
    },
    controller: metrics,
    server: metrics,
    repoServer: metrics,
    applicationSet: metrics,
    // The Secret `argocd-redis` is created by hand too: the chart's hook would run before every sync.
    redisSecretInit: { enabled: false },
    dex: { enabled: false },
    notifications: { enabled: false },
  };
}

/**
 * Kinds that are never in Git and change all the time. Setting the list replaces the default, which is repeated
 * first (`argo-helm argo-cd 10 values.yaml`); ours are internal state of Cilium, Tetragon and Longhorn.
 */
const excluded: Readonly<Record<string, readonly string[]>> = {
  '': ['Endpoints'],
  'discovery.k8s.io': ['EndpointSlice'],
  'coordination.k8s.io': ['Lease'],
  'authentication.k8s.io': ['SelfSubjectReview', 'TokenReview'],
  'authorization.k8s.io': [
    'LocalSubjectAccessReview',
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
  ],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  'cert-manager.io': ['CertificateRequest'],
  'kyverno.io': [
    'AdmissionReport',
    'BackgroundScanReport',
    'ClusterAdmissionReport',
    'ClusterBackgroundScanReport',
    'UpdateRequest',
  ],
  'reports.kyverno.io': ['ClusterEphemeralReport', 'EphemeralReport'],
  'wgpolicyk8s.io': ['ClusterPolicyReport', 'PolicyReport'],
  'cilium.io': [
    'CiliumBGPNodeConfig',
    'CiliumEndpoint',
    'CiliumEndpointSlice',
    'CiliumIdentity',
    'CiliumNode',
    'PodInfo',
  ],
  'longhorn.io': ['BackupVolume', 'Engine', 'InstanceManager', 'Replica', 'Snapshot'],
};

function exclusions(): string {
  return Yaml.stringify(Object.entries(excluded).map(([group, kinds]) => ({ apiGroups: [group], kinds })));
}
