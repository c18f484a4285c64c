import { type AlertCases, counting, recounting, restarting, steady } from './alert-case';
import type { encryptionAlerts } from './encryption';

const unencrypted = 'cilium_drop_count_total{node="a",direction="EGRESS",reason="Traffic is unencrypted"}';
const exporter = (node: string) => `up{job="node-exporter",node="${node}"}`;
const wireguard = (node: string) => `node_network_up{node="${node}",device="cilium_wg0"}`;
const sent = 'node_network_transmit_bytes_total{node="a",device="cilium_wg0"}';

export const cases: AlertCases<typeof encryptionAlerts> = {
  UnencryptedTrafficDropped: {
    bad: { [unencrypted]: counting(1) },
    fires: [{ node: 'a', direction: 'EGRESS' }],
    good: { [unencrypted]: steady(12) },
    restart: { [unencrypted]: '12x10 _x2 0x100' },
  },
  WireGuardInterfaceMissing: {
    bad: { [exporter('a')]: steady(1), [exporter('b')]: steady(1), [wireguard('b')]: steady(0) },
    fires: [{ node: 'a' }],
    good: { [exporter('a')]: steady(1), [wireguard('a')]: steady(0) },
    restart: { [exporter('a')]: restarting, [wireguard('a')]: '0x10 _x3 0x100' },
  },
  WireGuardSilent: {
    bad: { [sent]: steady(4000) },
    fires: [{ node: 'a' }],
    good: { [sent]: counting(4000) },
    restart: { [sent]: recounting(4000) },
  },
};
