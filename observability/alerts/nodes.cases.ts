import { type AlertCases, restarting, settling, steady } from './alert-case';
import type { nodeAlerts } from './nodes';

const ready = (node: string) => `kube_node_status_condition{node="${node}",condition="Ready",status="true"}`;
const etcd = (instance: string) => `up{job="kube-etcd",instance="${instance}"}`;
const database = 'etcd_mvcc_db_total_size_in_bytes{instance="a"}';
const quota = 'etcd_server_quota_backend_bytes{instance="a"}';

export const cases: AlertCases<typeof nodeAlerts> = {
  NodeNotReady: {
    bad: { [ready('a')]: steady(0), [ready('b')]: steady(1) },
    fires: [{ node: 'a' }],
    good: { [ready('a')]: steady(1) },
    restart: { [ready('a')]: '1x10 0x1 1x100' },
  },
  EtcdMemberMissing: {
    bad: { [etcd('a')]: steady(1), [etcd('b')]: steady(1), [etcd('c')]: steady(0) },
    fires: [{}],
    good: { [etcd('a')]: steady(1), [etcd('b')]: steady(1), [etcd('c')]: steady(1) },
    restart: { [etcd('a')]: steady(1), [etcd('b')]: steady(1), [etcd('c')]: restarting },
    absent: [{}],
  },
  EtcdLeaderless: {
    bad: { 'etcd_server_has_leader{instance="a"}': steady(0) },
    fires: [{ instance: 'a' }],
    good: { 'etcd_server_has_leader{instance="a"}': steady(1) },
    restart: { 'etcd_server_has_leader{instance="a"}': '1x10 0x1 1x100' },
  },
  EtcdDatabaseFull: {
    bad: { [database]: steady(1800), [quota]: steady(2000) },
    fires: [{ instance: 'a' }],
    good: { [database]: steady(400), [quota]: steady(2000) },
    restart: { [database]: settling(1800, 400), [quota]: steady(2000) },
  },
};
