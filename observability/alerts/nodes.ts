import { readyNodes } from '../matchers';
import { describeAlerts } from './alert';

/** Nodes and etcd. */
export const nodeAlerts = describeAlerts(({ cluster: { talos } }) => [
  {
    name: 'NodeNotReady',
    expr: `max by (node) (kube_node_status_condition{${readyNodes}}) == 0`,
    for: '2m',
    severity: 'critical',
    team: 'platform',
    summary: 'Node {{ $labels.node }} is not ready',
    description: 'Its pods move to other nodes after five minutes. Alerts about its agents are muted until then.',
  },
  {
    name: 'EtcdMemberMissing',
    expr: `(count(up{job="kube-etcd"} == 1) or vector(0)) < ${talos.controlPlanes.length}`,
    for: '5m',
    severity: 'critical',
    team: 'platform',
    summary: `Only {{ $value }} of ${talos.controlPlanes.length} etcd members respond`,
    description:
      'Without a majority, the Kubernetes API accepts no changes; with a bare majority, it survives no further loss.',
  },
  {
    name: 'EtcdLeaderless',
    expr: 'max by (instance) (etcd_server_has_leader) == 0',
    for: '2m',
    severity: 'critical',
    team: 'platform',
    summary: 'etcd on {{ $labels.instance }} has no leader',
    description: 'The Kubernetes API accepts no changes.',
  },
  {
    name: 'EtcdDatabaseFull',
    expr: 'max by (instance) (etcd_mvcc_db_total_size_in_bytes) / max by (instance) (etcd_server_quota_backend_bytes) > 0.8',
    for: '15m',
    severity: 'warning',
    team: 'platform',
    summary: 'etcd on {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its quota',
    description: 'At its quota, etcd accepts no changes until it is defragmented and its alarm is disarmed.',
  },
]);
