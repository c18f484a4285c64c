import { type AlertCases, counting, now, recounting, restarting, settling, steady } from './alert-case';
import type { tetragonAlerts } from './tetragon';

const agent = (node: string) => `up{job="tetragon",node="${node}"}`;
const loaded = (state: string) => `tetragon_tracingpolicy_loaded{node="a",state="${state}"}`;
const missed = 'tetragon_bpf_missed_events_total{node="a",error="ENOSPC",msg_op="5"}';
const filter = (error: string) =>
  `tetragon_policyfilter_operations_total{node="a",error="${error}",operation="add",subsys="rthooks"}`;
const event = (policy: string) =>
  `tetragon_policy_events_total{policy="${policy}",hook="kprobe:x",namespace="shop",workload="web",binary="/tmp/x",node="a"}`;
const where = { namespace: 'shop', workload: 'web', binary: '/tmp/x', node: 'a' };

export const cases: AlertCases<typeof tetragonAlerts> = {
  TetragonDown: {
    bad: { [agent('a')]: steady(0), [agent('b')]: steady(1), 'kube_node_info{node="c"}': steady(1) },
    fires: [{ node: 'a' }, { node: 'c' }],
    good: { [agent('a')]: steady(1), 'kube_node_info{node="a"}': steady(1) },
    restart: { [agent('a')]: restarting, [agent('b')]: steady(1) },
  },
  TetragonPolicyFailed: {
    bad: { [loaded('load_error')]: steady(1), [loaded('error')]: steady(0) },
    fires: [{ node: 'a', state: 'load_error' }],
    good: { [loaded('load_error')]: steady(0), [loaded('enabled')]: steady(22) },
    restart: { [loaded('error')]: settling(1, 0) },
  },
  TetragonPolicyMissing: {
    bad: { [loaded('enabled')]: steady(1) },
    fires: [{ node: 'a' }],
    good: { [loaded('enabled')]: steady(999) },
    restart: { [loaded('enabled')]: settling(0, 999) },
  },
  TetragonEventsLost: {
    bad: { [missed]: counting(6) },
    fires: [{ node: 'a' }],
    good: { [missed]: steady(6), 'tetragon_events_exported_total{node="a"}': counting(600) },
    restart: {
      [missed]: '6x10 _x2 0x100',
      'tetragon_events_exported_total{node="a"}': recounting(600),
    },
  },
  TetragonExportStalled: {
    bad: { 'tetragon_events_last_exported_timestamp{node="a"}': steady(0) },
    fires: [{ node: 'a' }],
    good: { 'tetragon_events_last_exported_timestamp{node="a"}': now },
    restart: { 'tetragon_events_last_exported_timestamp{node="a"}': '0+60x10 0x2 780+60x100' },
  },
  TetragonPodFilterFailing: {
    bad: { [filter('generic-error')]: counting(1) },
    fires: [{ node: 'a', error: 'generic-error' }],
    good: { [filter('')]: counting(30) },
    restart: { [filter('generic-error')]: '3x10 _x2 0x100', [filter('')]: recounting(30) },
  },
  TetragonSecurityEvent: {
    // The second series begins with its first event, three minutes before the look.
    bad: { [event('infraflux-crypto-miner')]: counting(1), [event('infraflux-raw-sockets')]: '_x17 1x100' },
    fires: [
      { policy: 'infraflux-crypto-miner', severity: 'critical', ...where },
      { policy: 'infraflux-raw-sockets', severity: 'warning', ...where },
    ],
    good: { [event('infraflux-egress-public')]: counting(60) },
    restart: { [event('infraflux-egress-public')]: recounting(60) },
  },
};
