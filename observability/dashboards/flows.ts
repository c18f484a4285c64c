import { limits, serverErrors } from '../matchers';
import { measuresFlows } from '../metrics/hubble';
import { type DescribeBoard, graph, number, table } from './board';

const chosen = 'source_namespace=~"$source",destination_namespace=~"$destination"';

/** What Hubble sees, and what its service map is drawn from. */
export const flows: DescribeBoard = ({ cluster }) =>
  measuresFlows(cluster)
    ? {
        name: 'flows',
        title: 'Hubble flows',
        description: 'Who talks to whom, how much, and how well: the numbers behind the service map.',
        variables: [
          { name: 'source', label: 'From namespace', series: 'hubble_flows_processed_total', of: 'source_namespace' },
          {
            name: 'destination',
            label: 'To namespace',
            series: 'hubble_flows_processed_total',
            of: 'destination_namespace',
          },
        ],
        rows: [
          {
            title: 'Hubble itself',
            panels: [
              number('Flows per second', 'sum(rate(hubble_flows_processed_total[$__rate_interval]))', {
                unit: 'ops',
                none: 'no flows',
              }),
              number('Events lost per second', 'sum(rate(hubble_lost_events_total[$__rate_interval]))', {
                unit: 'ops',
                none: 'none',
                limit: { above: 1 },
                runbook: 'HubbleLostEvents',
              }),
              number('Agents connected to Relay', 'max(hubble_relay_pool_peer_connection_status{status="READY"})', {
                unit: 'short',
                none: 'none',
                limit: { below: 1 },
                runbook: 'HubbleRelayPeersUnavailable',
              }),
            ],
          },
          {
            title: 'Flows',
            panels: [
              graph(
                'By verdict',
                { '{{verdict}}': `sum by (verdict) (rate(hubble_flows_processed_total{${chosen}}[$__rate_interval]))` },
                { unit: 'ops', none: 'no flows' },
              ),
              graph(
                'By type',
                {
                  '{{type}} {{subtype}}': `sum by (type, subtype) (rate(hubble_flows_processed_total{${chosen}}[$__rate_interval]))`,
                },
                { unit: 'ops', none: 'no flows' },
              ),
              graph(
                'Unanswered TCP connections',
                {
                  'SYN without SYN-ACK': `sum(rate(hubble_tcp_flags_total{${chosen},flag="SYN",family="IPv4"}[$__rate_interval])) - sum(rate(hubble_tcp_flags_total{source_namespace=~"$destination",destination_namespace=~"$source",flag="SYN-ACK",family="IPv4"}[$__rate_interval]))`,
                  RST: `sum(rate(hubble_tcp_flags_total{${chosen},flag="RST"}[$__rate_interval]))`,
                },
                { unit: 'ops', none: 'no TCP traffic' },
              ),
              graph(
                'ICMP',
                { '{{type}}': `sum by (type) (rate(hubble_icmp_total{${chosen}}[$__rate_interval]))` },
                { unit: 'ops', none: 'no ICMP traffic' },
              ),
            ],
          },
          {
            title: 'Service map',
            height: 10,
            panels: [
              table(
                'Between namespaces, in the last hour',
                `topk(50, sum by (source_namespace, destination_namespace, verdict) (increase(hubble_flows_processed_total{${chosen}}[1h])))`,
                { unit: 'short', none: 'no flows' },
              ),
              graph(
                'Top talkers',
                {
                  '{{source_namespace}} → {{destination_namespace}}': `topk(10, sum by (source_namespace, destination_namespace) (rate(hubble_flows_processed_total{${chosen}}[$__rate_interval])))`,
                },
                { unit: 'ops', none: 'no flows' },
              ),
            ],
          },
          {
            title: 'HTTP that a policy or a Gateway sends through a proxy',
            panels: [
              graph(
                'Requests',
                {
                  '{{destination_workload}} {{status}}': `sum by (destination_workload, status) (rate(hubble_http_requests_total{${chosen},reporter="server"}[$__rate_interval]))`,
                },
                { unit: 'reqps', none: 'no HTTP traffic' },
              ),
              graph(
                'Failed requests',
                {
                  '{{destination_workload}}': `sum by (destination_workload) (rate(hubble_http_requests_total{${chosen},reporter="server",${serverErrors}}[$__rate_interval])) / sum by (destination_workload) (rate(hubble_http_requests_total{${chosen},reporter="server"}[$__rate_interval]))`,
                },
                {
                  unit: 'percentunit',
                  none: 'none',
                  limit: { above: limits.failedRequests },
                  runbook: 'ServiceErrors',
                },
              ),
              graph(
                'Duration (95 %)',
                {
                  '{{destination_workload}}': `histogram_quantile(0.95, sum by (le, destination_workload) (rate(hubble_http_request_duration_seconds_bucket{${chosen},reporter="server"}[$__rate_interval])))`,
                },
                { unit: 's', none: 'no HTTP traffic' },
              ),
            ],
          },
        ],
      }
    : undefined;
