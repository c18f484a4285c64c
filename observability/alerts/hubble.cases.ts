import { type AlertCases, counting, recounting, restarting, settling, steady } from './alert-case';
import type { hubbleAlerts } from './hubble';

const lost = 'hubble_lost_events_total{node="a",source="hubble_ring_buffer"}';
const peers = (status: string) => `hubble_relay_pool_peer_connection_status{pod="x",status="${status}"}`;

export const cases: AlertCases<typeof hubbleAlerts> = {
  HubbleLostEvents: {
    bad: { [lost]: counting(600) },
    fires: [{ node: 'a', source: 'hubble_ring_buffer' }],
    good: { [lost]: steady(600) },
    restart: { [lost]: recounting(6) },
  },
  HubbleRelayDown: {
    bad: { 'up{job="hubble-relay-metrics",pod="x"}': steady(0) },
    fires: [{}],
    good: { 'up{job="hubble-relay-metrics",pod="x"}': steady(1) },
    restart: { 'up{job="hubble-relay-metrics",pod="x"}': restarting },
    absent: [{}],
  },
  HubbleRelayPeersUnavailable: {
    bad: { [peers('READY')]: steady(2), [peers('TRANSIENT_FAILURE')]: steady(1) },
    fires: [{ status: 'TRANSIENT_FAILURE' }],
    good: { [peers('READY')]: steady(3), [peers('TRANSIENT_FAILURE')]: steady(0) },
    restart: { [peers('READY')]: settling(2, 3), [peers('TRANSIENT_FAILURE')]: settling(1, 0) },
  },
};
