import { Yaml } from 'cdk8s';
import { healthChecks } from './argocd-health';

export interface ArgoCDValuesProps {
  readonly hostname: string;
  /** Whether somebody reads ServiceMonitors. */
  readonly monitored: boolean;
}

/** `argo-helm argo-cd 10 values.yaml`. */
export function argocdValues({ hostname, monitored }: ArgoCDValuesProps) {
  const metrics = { metrics: { enabled: true, serviceMonitor: { enabled: monitored } } };
  return {
    global: {
      domain: hostname,
      // On by default, and the server's admits everybody: policies add up, so ours would be void.
      networkPolicy: { create: false },
    },
    configs: {
      cm: {
        'timeout.reconciliation': '180s',
        // A manifest that was cached under the wrong revision lives an hour at most (argo-cd#26530).
        'timeout.hard.reconciliation': '1h',
        'resource.exclusions': exclusions(),
        ...Object.fromEntries(
          Object.entries(healthChecks).map(([kind, lua]) => [`resource.customizations.health.${kind}`, lua]),
        ),
      },
      params: {
        // TLS ends at the Gateway.
        'server.insecure': true,
        // The API server fills in defaults; only it can tell them from drift.
        'controller.diff.server.side': true,
        // Without an end, a sync that waits for what never gets healthy also never sees the commit that heals it.
        'controller.sync.timeout.seconds': 1800,
      },
      // `argocd-secret` is made by hand before the first install, and Argo CD adds its own keys to it.
      secret: { createSecret: false },
    },
    controller: metrics,
    server: metrics,
    repoServer: metrics,
    applicationSet: metrics,
    // The Secret `argocd-redis` is made by hand too: as a hook it would run before every sync.
    redisSecretInit: { enabled: false },
    dex: { enabled: false },
    notifications: { enabled: false },
  };
}

/**
 * Kinds that nobody writes to Git and that change all the time. Setting the list replaces the default, which stands
 * first (`argo-helm argo-cd 10 values.yaml`); ours are the books that Cilium, Tetragon and Longhorn keep.
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
