import { type AlertCases, settling, steady } from './alert-case';
import type { longhornAlerts } from './longhorn';

const volume = (state: string) =>
  `longhorn_volume_robustness{node="a",volume="v",pvc="data",pvc_namespace="shop",state="${state}"}`;
const ofVolume = { volume: 'v', pvc: 'data', pvc_namespace: 'shop' };
const disk = (what: string) => `longhorn_disk_${what}_bytes{node="a",disk="d"}`;
const storing = 'longhorn_node_status{node="a",condition="ready"}';

export const cases: AlertCases<typeof longhornAlerts> = {
  LonghornVolumeFaulted: {
    bad: { [volume('faulted')]: steady(1) },
    fires: [ofVolume],
    good: { [volume('faulted')]: steady(0), [volume('healthy')]: steady(1) },
    restart: { [volume('faulted')]: settling(1, 0) },
  },
  LonghornVolumeDegraded: {
    bad: { [volume('degraded')]: steady(1) },
    fires: [ofVolume],
    good: { [volume('degraded')]: steady(0) },
    // A node is drained and its replicas are rebuilt.
    restart: { [volume('degraded')]: '0x10 1x20 0x90' },
  },
  LonghornSpaceLow: {
    bad: { [disk('usage')]: steady(80), [disk('capacity')]: steady(100) },
    fires: [{ node: 'a', disk: 'd' }],
    good: { [disk('usage')]: steady(40), [disk('capacity')]: steady(100) },
    restart: { [disk('usage')]: settling(80, 40), [disk('capacity')]: steady(100) },
  },
  LonghornNodeNotReady: {
    bad: { [storing]: steady(0) },
    fires: [{ node: 'a' }],
    good: { [storing]: steady(1) },
    restart: { [storing]: '1x10 0x5 1x100' },
  },
};
