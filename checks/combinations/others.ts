import type { Combination } from './combination';

/** Charts whose defaults or old keys do harm, with the version in which the fact was seen. */
export const otherCombinations: Readonly<Record<string, readonly Combination[]>> = {
  // argo-cd 10: eight NetworkPolicies; the server's admits all clients.
  'argo-cd': [
    {
      at: ['global', 'networkPolicy', 'create'],
      holds: get => (get('global.networkPolicy.create') ?? true) === true,
      severity: 'warning',
      message:
        'the chart brings network policies, one of which lets every pod reach the server, whatever other policies say',
      repair: 'set `global.networkPolicy.create: false`',
    },
  ],
  // longhorn 1.12: six NetworkPolicies, whatever `networkPolicies.enabled` says.
  longhorn: [
    {
      at: ['networkPolicies', 'restrictInternalTraffic'],
      holds: get => (get('networkPolicies.restrictInternalTraffic') ?? true) === true,
      severity: 'warning',
      message: 'the chart brings network policies that keep Prometheus out',
      repair: 'set `networkPolicies.restrictInternalTraffic: false`, and write policies of your own',
    },
    {
      at: ['preUpgradeChecker', 'jobEnabled'],
      holds: get => (get('preUpgradeChecker.jobEnabled') ?? true) === true,
      argocd: true,
      message: 'the job before the sync needs a ServiceAccount that only the sync creates, so the first sync hangs',
      repair: 'set `preUpgradeChecker.jobEnabled: false`',
    },
  ],
  // kube-prometheus-stack 88: Grafana's password is random in every render.
  'kube-prometheus-stack': [
    {
      at: ['grafana', 'admin', 'existingSecret'],
      holds: get =>
        get('grafana.enabled') !== false && !get('grafana.admin.existingSecret') && !get('grafana.adminPassword'),
      severity: 'warning',
      argocd: true,
      message: 'Grafana gets another password with every render, and a Secret with it',
      repair: 'set `grafana.admin.existingSecret`',
    },
  ],
  // cert-manager 1.21: `installCRDs` is deprecated.
  'cert-manager': [
    {
      at: ['installCRDs'],
      holds: get => get('installCRDs') !== undefined,
      severity: 'warning',
      message: '`installCRDs` is deprecated',
      repair: 'write `crds.enabled`',
    },
  ],
  // external-dns 0.21 watches TLSRoutes of a version that Gateway API 1.5 no longer serves.
  'external-dns': [
    {
      at: ['sources'],
      holds: get => {
        const sources = get('sources');
        return Array.isArray(sources) && sources.includes('gateway-tlsroute');
      },
      severity: 'warning',
      message:
        'the source `gateway-tlsroute` waits for a version of TLSRoute that the standard CRDs do not serve, and stops all others',
      repair: 'remove the source',
    },
  ],
};
