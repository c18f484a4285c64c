import type { DescribeAlerts } from './alert';

/** WireGuard. Cilium has no metric for its peers: a missing one shows as an unreachable health endpoint. */
export const encryptionAlerts: DescribeAlerts = ({ cluster: { encryption, talos } }) =>
  encryption === false
    ? []
    : [
        {
          name: 'UnencryptedTrafficDropped',
          expr: 'sum by (node, direction) (rate(cilium_drop_count_total{reason="Traffic is unencrypted"}[5m])) > 0',
          for: '5m',
          severity: 'critical',
          team: 'security',
          summary: 'Unencrypted {{ $labels.direction }} pod traffic is dropped on {{ $labels.node }}',
          description: 'Strict mode holds back what would leave the node in the clear: a peer or its key is missing.',
        },
        {
          name: 'WireGuardInterfaceMissing',
          expr: 'max by (node) (up{job="node-exporter"} == 1) unless on (node) max by (node) (node_network_up{device="cilium_wg0"})',
          for: '10m',
          severity: 'critical',
          team: 'security',
          summary: '{{ $labels.node }} has no WireGuard interface',
          description: 'Pods of this node talk in the clear, or with strict mode not at all.',
        },
        ...(talos.controlPlanes.length + talos.workers.length > 1 ? ([silent] as const) : []),
      ];

const silent = {
  name: 'WireGuardSilent',
  expr: 'max by (node) (rate(node_network_transmit_bytes_total{device="cilium_wg0"}[15m])) == 0',
  for: '30m',
  severity: 'critical',
  team: 'security',
  summary: '{{ $labels.node }} encrypts nothing',
  description: 'Health probes alone would be seen: the node has no peers, or its traffic takes another way.',
} as const;
