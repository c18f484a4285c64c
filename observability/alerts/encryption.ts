import { dropReasons, wireGuard } from '../matchers';
import { alert, describeAlerts } from './alert';

/** WireGuard. Cilium has no metric for its peers: a missing one shows as an unreachable health endpoint. */
export const encryptionAlerts = describeAlerts(({ cluster: { encryption, talos } }) =>
  encryption === false
    ? []
    : [
        {
          name: 'UnencryptedTrafficDropped',
          expr: `sum by (node, direction) (rate(cilium_drop_count_total{reason="${dropReasons.unencrypted}"}[5m])) > 0`,
          for: '5m',
          severity: 'critical',
          team: 'security',
          summary: 'Unencrypted {{ $labels.direction }} pod traffic is dropped on {{ $labels.node }}',
          description: 'Strict mode drops traffic that would leave the node unencrypted: a peer or its key is missing.',
        },
        {
          name: 'WireGuardInterfaceMissing',
          expr: `max by (node) (up{job="node-exporter"} == 1) unless on (node) max by (node) (node_network_up{${wireGuard}})`,
          for: '10m',
          severity: 'critical',
          team: 'security',
          summary: '{{ $labels.node }} has no WireGuard interface',
          description: 'Pods on this node communicate unencrypted, or in strict mode not at all.',
        },
        ...(talos.controlPlanes.length + talos.workers.length > 1 ? [silent] : []),
      ],
);

const silent = alert({
  name: 'WireGuardSilent',
  expr: `max by (node) (rate(node_network_transmit_bytes_total{${wireGuard}}[15m])) == 0`,
  for: '30m',
  severity: 'critical',
  team: 'security',
  summary: '{{ $labels.node }} sends no encrypted traffic',
  description: 'Health probes alone would show: the node has no peers, or its traffic takes another path.',
});
