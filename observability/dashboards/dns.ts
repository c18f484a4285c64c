import { dnsBudget } from '../alerts/error-budgets';
import { failedDNSReplies, limits } from '../matchers';
import { measuresFlows } from '../metrics/hubble';
import { type DescribeBoard, graph, number, type Row } from './board';
import { burnRate, failing } from './error-budget';

/** CoreDNS, Cilium's DNS proxy, and what clients see of both. */
export const dns: DescribeBoard = ({ cluster }) => ({
  name: 'dns',
  title: 'DNS',
  description: 'Whether names resolve: CoreDNS, the proxy that DNS rules use, and the clients.',
  variables: measuresFlows(cluster)
    ? [{ name: 'namespace', label: 'Namespace', series: 'hubble_dns_queries_total', of: 'source_namespace' }]
    : [],
  rows: [
    {
      title: 'CoreDNS',
      panels: [
        number('CoreDNS pods up', 'sum(up{job="coredns"})', {
          unit: 'short',
          none: 'none',
          limit: { below: 1 },
          runbook: 'CoreDNSDown',
        }),
        failing('Failed queries', dnsBudget, 'no queries'),
        number(
          'Cache hit rate',
          'sum(rate(coredns_cache_hits_total[$__rate_interval])) / (sum(rate(coredns_cache_hits_total[$__rate_interval])) + sum(rate(coredns_cache_misses_total[$__rate_interval])))',
          {
            unit: 'percentunit',
            none: 'no queries',
          },
        ),
      ],
    },
    {
      title: 'Answers',
      panels: [
        graph(
          'By result',
          { '{{rcode}}': 'sum by (rcode) (rate(coredns_dns_responses_total[$__rate_interval]))' },
          { unit: 'reqps', none: 'no queries' },
        ),
        graph(
          'Duration',
          {
            '50 %':
              'histogram_quantile(0.5, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket[$__rate_interval])))',
            '99 %':
              'histogram_quantile(0.99, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket[$__rate_interval])))',
          },
          { unit: 's', none: 'no queries' },
        ),
        burnRate('Error budget burn rate', dnsBudget, 'no queries'),
      ],
    },
    {
      title: 'Cilium DNS proxy',
      panels: [
        graph(
          'Queries by verdict',
          { '{{rule}}': 'sum by (rule) (rate(cilium_policy_l7_total{proxy_type="fqdn"}[$__rate_interval]))' },
          { unit: 'reqps', none: 'no policy has DNS rules', runbook: 'CiliumL7Denied' },
        ),
        graph(
          'Failed replies',
          {
            '{{node}} {{error}}': `sum by (node, error) (rate(cilium_proxy_upstream_reply_seconds_count{${failedDNSReplies}}[$__rate_interval]))`,
          },
          { unit: 'reqps', none: 'none', limit: { above: limits.failedDNSReplies }, runbook: 'DNSProxyFailing' },
        ),
        graph(
          'Names in policies',
          {
            selectors: 'max(cilium_fqdn_selectors)',
            'removed per second': 'sum(rate(cilium_fqdn_gc_deletions_total[$__rate_interval]))',
          },
          { unit: 'short', none: 'no policy has DNS rules' },
        ),
      ],
    },
    ...(measuresFlows(cluster) ? clients : []),
  ],
});

const clients: readonly Row[] = [
  {
    title: 'Clients, as seen through the proxy',
    panels: [
      graph(
        'Queries',
        {
          '{{source_namespace}}':
            'sum by (source_namespace) (rate(hubble_dns_queries_total{source_namespace=~"$namespace"}[$__rate_interval]))',
        },
        { unit: 'reqps', none: 'no queries' },
      ),
      graph(
        'Responses other than success',
        {
          '{{destination_namespace}} {{rcode}}':
            'sum by (destination_namespace, rcode) (rate(hubble_dns_responses_total{destination_namespace=~"$namespace",rcode!="No Error"}[$__rate_interval]))',
        },
        { unit: 'reqps', none: 'all succeed' },
      ),
    ],
  },
];
