import { measuresFlows } from '../alerts/alert';
import { type DescribeBoard, graph, number, type Row } from './board';

/** CoreDNS, Cilium's DNS proxy, and what clients see of both. */
export const dns: DescribeBoard = ({ cluster }) => ({
  name: 'dns',
  title: 'DNS',
  description: 'Whether names resolve: CoreDNS, the proxy that policies of names need, and the clients.',
  variables: measuresFlows(cluster)
    ? [{ name: 'namespace', label: 'Namespace', series: 'hubble_dns_queries_total', of: 'source_namespace' }]
    : [],
  rows: [
    {
      title: 'CoreDNS',
      panels: [
        number('CoreDNS pods that answer', 'sum(up{job="coredns"})', {
          unit: 'short',
          none: 'none',
          limit: { below: 1 },
          runbook: 'CoreDNSDown',
        }),
        number('Queries that fail', 'dns:errors:ratio_rate5m', {
          unit: 'percentunit',
          none: 'no query',
          limit: { above: 0.0144, warn: 0.003 },
          runbook: 'DNSErrorBudgetBurn',
        }),
        number(
          'Queries answered from the cache',
          'sum(rate(coredns_cache_hits_total[$__rate_interval])) / (sum(rate(coredns_cache_hits_total[$__rate_interval])) + sum(rate(coredns_cache_misses_total[$__rate_interval])))',
          {
            unit: 'percentunit',
            none: 'no query',
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
          { unit: 'reqps', none: 'no query' },
        ),
        graph(
          'Duration',
          {
            '50 %':
              'histogram_quantile(0.5, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket[$__rate_interval])))',
            '99 %':
              'histogram_quantile(0.99, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket[$__rate_interval])))',
          },
          { unit: 's', none: 'no query' },
        ),
        graph(
          'Share of the error budget, as a burn rate',
          {
            '5 minutes': 'dns:errors:ratio_rate5m / 0.001',
            '1 hour': 'dns:errors:ratio_rate1h / 0.001',
            '6 hours': 'dns:errors:ratio_rate6h / 0.001',
          },
          { unit: 'short', none: 'no query', limit: { above: 14.4, warn: 3 }, runbook: 'DNSErrorBudgetBurn' },
        ),
      ],
    },
    {
      title: 'DNS proxy of Cilium',
      panels: [
        graph(
          'Queries by verdict',
          { '{{rule}}': 'sum by (rule) (rate(cilium_policy_l7_total{proxy_type="fqdn"}[$__rate_interval]))' },
          { unit: 'reqps', none: 'no policy names DNS', runbook: 'CiliumL7Denied' },
        ),
        graph(
          'Failing',
          {
            '{{node}} {{error}}':
              'sum by (node, error) (rate(cilium_proxy_upstream_reply_seconds_count{protocol_l7="dns",error=~"timeout|proxyErr"}[$__rate_interval]))',
          },
          { unit: 'reqps', none: 'none fails', limit: { above: 0.1 }, runbook: 'DNSProxyFailing' },
        ),
        graph(
          'Names in policies',
          {
            selectors: 'max(cilium_fqdn_selectors)',
            'forgotten per second': 'sum(rate(cilium_fqdn_gc_deletions_total[$__rate_interval]))',
          },
          { unit: 'short', none: 'no policy names DNS' },
        ),
      ],
    },
    ...(measuresFlows(cluster) ? clients : []),
  ],
});

const clients: readonly Row[] = [
  {
    title: 'As clients see it, through the proxy',
    panels: [
      graph(
        'Queries',
        {
          '{{source_namespace}}':
            'sum by (source_namespace) (rate(hubble_dns_queries_total{source_namespace=~"$namespace"}[$__rate_interval]))',
        },
        { unit: 'reqps', none: 'no query is seen' },
      ),
      graph(
        'Answers other than success',
        {
          '{{destination_namespace}} {{rcode}}':
            'sum by (destination_namespace, rcode) (rate(hubble_dns_responses_total{destination_namespace=~"$namespace",rcode!="No Error"}[$__rate_interval]))',
        },
        { unit: 'reqps', none: 'all succeed' },
      ),
    ],
  },
];
