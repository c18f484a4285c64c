import { gatewayBudget } from '../alerts/error-budgets';
import { limits, gatewayListeners as listeners, gatewayRoutes as routes } from '../matchers';
import { type DescribeBoard, graph, number } from './board';
import { burnRate, failing } from './error-budget';

/** The golden signals of what comes in through the Gateways. */
export const gateway: DescribeBoard = () => ({
  name: 'gateway',
  title: 'Gateways',
  description: 'Traffic, errors, latency and saturation of the Gateways and of every Service behind them.',
  variables: [
    { name: 'route', label: 'Route', series: `envoy_cluster_membership_total{${routes}}`, of: 'envoy_cluster_name' },
  ],
  rows: [
    {
      title: 'Now',
      panels: [
        number('Requests per second', `sum(rate(envoy_http_downstream_rq_xx{${listeners}}[$__rate_interval]))`, {
          unit: 'reqps',
          none: 'no traffic',
        }),
        failing('Failed requests', gatewayBudget, 'no traffic'),
        number('Open connections', `sum(envoy_http_downstream_cx_active{${listeners}})`, {
          unit: 'short',
          none: 'none',
        }),
        number(
          'Routes without a healthy backend',
          `count(max by (envoy_cluster_name) (envoy_cluster_membership_healthy{${routes}}) == 0)`,
          {
            unit: 'short',
            none: 'none',
            limit: { above: 1 },
            runbook: 'GatewayNoHealthyBackend',
          },
        ),
      ],
    },
    {
      title: 'Gateways',
      panels: [
        graph(
          'Requests by result',
          {
            '{{envoy_response_code_class}}xx': `sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx{${listeners}}[$__rate_interval]))`,
          },
          { unit: 'reqps', none: 'no traffic' },
        ),
        graph(
          'Duration',
          {
            '50 %': `histogram_quantile(0.5, sum by (le) (rate(envoy_http_downstream_rq_time_bucket{${listeners}}[$__rate_interval])))`,
            '95 %': `histogram_quantile(0.95, sum by (le) (rate(envoy_http_downstream_rq_time_bucket{${listeners}}[$__rate_interval])))`,
            '99 %': `histogram_quantile(0.99, sum by (le) (rate(envoy_http_downstream_rq_time_bucket{${listeners}}[$__rate_interval])))`,
          },
          { unit: 'ms', none: 'no traffic' },
        ),
        burnRate('Error budget burn rate', gatewayBudget, 'no traffic'),
      ],
    },
    {
      title: 'Services behind the Gateways',
      panels: [
        graph(
          'Requests',
          {
            '{{envoy_cluster_name}}':
              'sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{envoy_cluster_name=~"$route"}[$__rate_interval]))',
          },
          { unit: 'reqps', none: 'no traffic' },
        ),
        graph(
          'Failed requests',
          {
            '{{envoy_cluster_name}}':
              'sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{envoy_cluster_name=~"$route",envoy_response_code_class="5"}[$__rate_interval])) / sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{envoy_cluster_name=~"$route"}[$__rate_interval]))',
          },
          {
            unit: 'percentunit',
            none: 'none',
            limit: { above: limits.failedRequests },
            runbook: 'GatewayBackendErrors',
          },
        ),
        graph(
          'Duration (95 %)',
          {
            '{{envoy_cluster_name}}':
              'histogram_quantile(0.95, sum by (le, envoy_cluster_name) (rate(envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=~"$route"}[$__rate_interval])))',
          },
          { unit: 'ms', none: 'no traffic' },
        ),
        graph(
          'Healthy backends',
          {
            '{{envoy_cluster_name}}':
              'max by (envoy_cluster_name) (envoy_cluster_membership_healthy{envoy_cluster_name=~"$route"})',
          },
          { unit: 'short', none: 'no routes', limit: { below: 1 }, runbook: 'GatewayNoHealthyBackend' },
        ),
      ],
    },
    {
      title: 'Envoy',
      panels: [
        graph(
          'Memory',
          { '{{node}}': 'max by (node) (envoy_server_memory_allocated)' },
          { unit: 'bytes', none: 'Envoy is not scraped', runbook: 'EnvoyDown' },
        ),
        graph(
          'Failed connections to backends',
          {
            '{{envoy_cluster_name}}':
              'sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_cx_connect_fail{envoy_cluster_name=~"$route"}[$__rate_interval])) > 0',
          },
          { unit: 'cps', none: 'none' },
        ),
      ],
    },
  ],
});
