import { dropReasons, wireGuard } from '../matchers';
import { type DescribeBoard, graph, number } from './board';

/** WireGuard between nodes. */
export const encryption: DescribeBoard = ({ cluster }) =>
  cluster.encryption === false
    ? undefined
    : {
        name: 'encryption',
        title: 'Encryption',
        description: 'Whether pod traffic between nodes is encrypted, and what strict mode drops.',
        variables: [{ name: 'node', label: 'Node', series: 'cilium_version', of: 'node' }],
        rows: [
          {
            title: 'Now',
            panels: [
              number('Nodes with WireGuard', `count(node_network_up{${wireGuard}})`, {
                unit: 'short',
                none: 'none',
                limit: { below: 1 },
                runbook: 'WireGuardInterfaceMissing',
              }),
              number('Nodes', 'count(kube_node_info)', { unit: 'short', none: 'none' }),
              number(
                'Unencrypted packets dropped per second',
                `sum(rate(cilium_drop_count_total{reason="${dropReasons.unencrypted}"}[$__rate_interval]))`,
                {
                  unit: 'pps',
                  none: 'none',
                  limit: { above: 0.001 },
                  runbook: 'UnencryptedTrafficDropped',
                },
              ),
              number('Unreachable health endpoints', 'max(cilium_unreachable_health_endpoints)', {
                unit: 'short',
                none: 'none',
                limit: { above: 1 },
                runbook: 'CiliumUnreachableHealthEndpoints',
              }),
            ],
          },
          {
            title: 'Traffic in the tunnel',
            panels: [
              graph(
                'Sent',
                {
                  '{{node}}': `max by (node) (rate(node_network_transmit_bytes_total{node=~"$node",${wireGuard}}[$__rate_interval]))`,
                },
                { unit: 'Bps', none: 'no encrypted traffic' },
              ),
              graph(
                'Received',
                {
                  '{{node}}': `max by (node) (rate(node_network_receive_bytes_total{node=~"$node",${wireGuard}}[$__rate_interval]))`,
                },
                { unit: 'Bps', none: 'no encrypted traffic' },
              ),
              graph(
                'Errors',
                {
                  '{{node}}': `max by (node) (rate(node_network_transmit_errs_total{node=~"$node",${wireGuard}}[$__rate_interval]))`,
                },
                { unit: 'pps', none: 'none', description: 'Peers without an endpoint or a handshake show up here.' },
              ),
            ],
          },
          {
            title: 'Dropped',
            panels: [
              graph(
                'Unencrypted traffic dropped by strict mode',
                {
                  '{{node}} {{direction}}': `sum by (node, direction) (rate(cilium_drop_count_total{node=~"$node",reason="${dropReasons.unencrypted}"}[$__rate_interval]))`,
                },
                { unit: 'pps', none: 'none', runbook: 'UnencryptedTrafficDropped' },
              ),
            ],
          },
        ],
      };
