import { outOfSync, unhealthy } from '../matchers';
import { describeAlerts } from './alert';

/** Whether the cluster matches Git. */
export const argocdAlerts = describeAlerts(() => [
  {
    name: 'ArgoCDOutOfSync',
    expr: `max by (name) (argocd_app_info{${outOfSync}}) == 1`,
    for: '30m',
    severity: 'warning',
    team: 'platform',
    summary: 'Application {{ $labels.name }} does not match Git',
    description: 'A sync fails or does not finish, so the cluster is not what was reviewed.',
  },
  {
    name: 'ArgoCDDegraded',
    expr: `max by (name) (argocd_app_info{${unhealthy}}) == 1`,
    for: '15m',
    severity: 'critical',
    team: 'platform',
    summary: 'Application {{ $labels.name }} is degraded',
    description: 'Part of this layer does not work, and the layers above it are not synced.',
  },
  {
    name: 'ArgoCDSyncFailing',
    expr: 'sum by (name) (increase(argocd_app_sync_total{phase=~"Error|Failed"}[30m])) > 1',
    for: '15m',
    severity: 'warning',
    team: 'platform',
    summary: 'Application {{ $labels.name }} fails to sync',
    description: 'The API server rejects what is in Git, or a hook fails.',
  },
  {
    name: 'ArgoCDClusterUnreachable',
    expr: 'max by (server) (argocd_cluster_connection_status) == 0',
    for: '10m',
    severity: 'critical',
    team: 'platform',
    summary: 'Argo CD cannot reach {{ $labels.server }}',
    description: 'Nothing is synced, and the state that Argo CD shows is out of date.',
  },
]);
