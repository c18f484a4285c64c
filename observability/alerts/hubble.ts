import { alert, describeAlerts } from './alert';

/** Whether flows are seen. */
export const hubbleAlerts = describeAlerts(({ cluster: { hubble } }) =>
  hubble === false
    ? []
    : [
        ...(hubble.metrics ? [lostEvents] : []),
        {
          name: 'HubbleRelayDown',
          expr: 'absent(up{job="hubble-relay-metrics"} == 1)',
          for: '10m',
          severity: 'warning',
          team: 'network',
          summary: 'Hubble Relay is down',
          description: '`hubble observe` and the service map show nothing; metrics and flow logs are not affected.',
        },
        {
          name: 'HubbleRelayPeersUnavailable',
          expr: 'max by (status) (hubble_relay_pool_peer_connection_status{status=~"TRANSIENT_FAILURE|SHUTDOWN|NIL_CONNECTION"}) > 0',
          for: '15m',
          severity: 'warning',
          team: 'network',
          summary: 'Hubble Relay cannot reach {{ $value }} agents ({{ $labels.status }})',
          description: 'Flows from these nodes are missing from `hubble observe` and from the service map.',
        },
      ],
);

const lostEvents = alert({
  name: 'HubbleLostEvents',
  expr: 'sum by (node, source) (rate(hubble_lost_events_total[5m])) > 1',
  for: '10m',
  severity: 'warning',
  team: 'network',
  summary: 'Hubble loses {{ $value | humanize }} events per second on {{ $labels.node }} in the {{ $labels.source }}',
  description: 'Flows, metrics and flow logs of this node are incomplete, so replaying them proves less.',
});
