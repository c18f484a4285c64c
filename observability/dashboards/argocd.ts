import { outOfSync, unhealthy } from '../matchers';
import { type DescribeBoard, graph, number, table } from './board';

/** Whether the cluster matches Git. */
export const argocd: DescribeBoard = () => ({
  name: 'argocd',
  title: 'Argo CD',
  description: 'Whether the cluster matches Git, and if not, why.',
  variables: [{ name: 'application', label: 'Application', series: 'argocd_app_info', of: 'name' }],
  rows: [
    {
      title: 'Now',
      panels: [
        number('Applications', 'count(argocd_app_info)', { unit: 'short', none: 'none', limit: { below: 1 } }),
        number('Out of sync', `count(argocd_app_info{${outOfSync}})`, {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'ArgoCDOutOfSync',
        }),
        number('Degraded', `count(argocd_app_info{${unhealthy}})`, {
          unit: 'short',
          none: 'none',
          limit: { above: 1 },
          runbook: 'ArgoCDDegraded',
        }),
        number('Cluster reachable', 'min(argocd_cluster_connection_status)', {
          unit: 'short',
          none: 'no cluster',
          limit: { below: 1 },
          runbook: 'ArgoCDClusterUnreachable',
        }),
      ],
    },
    {
      title: 'Applications',
      height: 12,
      panels: [
        table(
          'State',
          'max by (name, sync_status, health_status, autosync_enabled) (argocd_app_info{name=~"$application"})',
          { unit: 'short', none: 'no Applications' },
        ),
      ],
    },
    {
      title: 'Syncs',
      panels: [
        graph(
          'Syncs',
          {
            '{{name}} {{phase}}':
              'sum by (name, phase) (increase(argocd_app_sync_total{name=~"$application"}[$__rate_interval])) > 0',
          },
          { unit: 'short', none: 'no syncs', runbook: 'ArgoCDSyncFailing' },
        ),
        graph(
          'Reconciliation time (95 %)',
          { controller: 'histogram_quantile(0.95, sum by (le) (rate(argocd_app_reconcile_bucket[$__rate_interval])))' },
          { unit: 's', none: 'no reconciliations' },
        ),
      ],
    },
    {
      title: 'Repositories',
      panels: [
        graph(
          'Requests',
          {
            '{{request_type}} {{repo}}':
              'sum by (request_type, repo) (rate(argocd_git_request_total[$__rate_interval]))',
          },
          { unit: 'reqps', none: 'no requests' },
        ),
        graph(
          'Duration (95 %)',
          {
            '{{request_type}}':
              'histogram_quantile(0.95, sum by (le, request_type) (rate(argocd_git_request_duration_seconds_bucket[$__rate_interval])))',
          },
          { unit: 's', none: 'no requests' },
        ),
        graph(
          'Pending requests',
          { '{{repo}}': 'sum by (repo) (argocd_repo_pending_request_total)' },
          { unit: 'short', none: 'none' },
        ),
      ],
    },
  ],
});
