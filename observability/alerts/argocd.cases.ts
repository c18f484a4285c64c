import { type AlertCases, counting, settling, steady } from './alert-case';
import type { argocdAlerts } from './argocd';

const application = (sync: string, health: string) =>
  `argocd_app_info{name="cilium",sync_status="${sync}",health_status="${health}"}`;
const syncs = (phase: string) => `argocd_app_sync_total{name="cilium",phase="${phase}"}`;

export const cases: AlertCases<typeof argocdAlerts> = {
  ArgoCDOutOfSync: {
    bad: { [application('OutOfSync', 'Healthy')]: steady(1) },
    fires: [{ name: 'cilium' }],
    good: { [application('Synced', 'Healthy')]: steady(1) },
    restart: { [application('Unknown', 'Healthy')]: '_x10 1x3 stale', [application('Synced', 'Healthy')]: steady(1) },
  },
  ArgoCDDegraded: {
    bad: { [application('Synced', 'Degraded')]: steady(1) },
    fires: [{ name: 'cilium' }],
    good: { [application('Synced', 'Progressing')]: steady(1) },
    restart: { [application('Synced', 'Degraded')]: '_x10 1x5 stale', [application('Synced', 'Healthy')]: steady(1) },
  },
  ArgoCDSyncFailing: {
    bad: { [syncs('Error')]: '0+1x120' },
    fires: [{ name: 'cilium' }],
    good: { [syncs('Succeeded')]: counting(1), [syncs('Failed')]: steady(3) },
    restart: { [syncs('Failed')]: '3x10 _x2 0x100' },
  },
  ArgoCDClusterUnreachable: {
    bad: { 'argocd_cluster_connection_status{server="https://kubernetes.default.svc"}': steady(0) },
    fires: [{ server: 'https://kubernetes.default.svc' }],
    good: { 'argocd_cluster_connection_status{server="https://kubernetes.default.svc"}': steady(1) },
    restart: { 'argocd_cluster_connection_status{server="https://kubernetes.default.svc"}': settling(0, 1) },
  },
};
