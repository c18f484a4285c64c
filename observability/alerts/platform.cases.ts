import { type AlertCases, counting, now, recounting, restarting, settling, steady } from './alert-case';

const ready = (node: string) => `kube_node_status_condition{node="${node}",condition="Ready",status="true"}`;
const etcd = (instance: string) => `up{job="kube-etcd",instance="${instance}"}`;
const database = 'etcd_mvcc_db_total_size_in_bytes{instance="a"}';
const quota = 'etcd_server_quota_backend_bytes{instance="a"}';
const expiry = 'certmanager_certificate_expiration_timestamp_seconds{exported_namespace="shop",name="web"}';
const issued = 'certmanager_certificate_ready_status{exported_namespace="shop",name="web",condition="True"}';
const issuer = 'certmanager_clusterissuer_ready_status{name="platform",condition="True"}';
const errors = 'certmanager_controller_sync_error_count{controller="orders"}';
const synced = 'external_dns_controller_last_sync_timestamp_seconds';
const volume = (state: string) =>
  `longhorn_volume_robustness{node="a",volume="v",pvc="data",pvc_namespace="shop",state="${state}"}`;
const ofVolume = { volume: 'v', pvc: 'data', pvc_namespace: 'shop' };
const disk = (what: string) => `longhorn_disk_${what}_bytes{node="a",disk="d"}`;
const storing = 'longhorn_node_status{node="a",condition="ready"}';
const application = (sync: string, health: string) =>
  `argocd_app_info{name="cilium",sync_status="${sync}",health_status="${health}"}`;
const syncs = (phase: string) => `argocd_app_sync_total{name="cilium",phase="${phase}"}`;

export const platformCases: AlertCases = {
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
  CertificateExpiring: {
    bad: { [expiry]: steady(3 * 86400) },
    fires: [{ exported_namespace: 'shop', name: 'web' }],
    good: { [expiry]: steady(60 * 86400) },
    // 0 is a certificate that was not issued yet.
    restart: { [expiry]: `0x100 ${60 * 86400}x10` },
  },
  CertificateNotReady: {
    bad: { [issued]: steady(0) },
    fires: [{ exported_namespace: 'shop', name: 'web' }],
    good: { [issued]: steady(1) },
    restart: { [issued]: settling(0, 1) },
  },
  ClusterIssuerNotReady: {
    bad: { [issuer]: steady(0) },
    fires: [{ name: 'platform' }],
    good: { [issuer]: steady(1) },
    restart: { [issuer]: settling(0, 1) },
  },
  CertManagerFailing: {
    bad: { [errors]: counting(6) },
    fires: [{ controller: 'orders' }],
    good: { [errors]: counting(1) },
    restart: { [errors]: recounting(1) },
  },
  ExternalDNSStalled: {
    bad: { [synced]: steady(0) },
    fires: [{}],
    good: { [synced]: now },
    restart: { [synced]: '0+60x10 0x2 780+60x100' },
  },
  ExternalDNSErrors: {
    bad: { external_dns_registry_errors_total: counting(1), external_dns_source_errors_total: steady(0) },
    fires: [{}],
    good: { external_dns_registry_errors_total: steady(9), external_dns_source_errors_total: steady(0) },
    restart: { external_dns_registry_errors_total: '9x10 _x2 0x100', external_dns_source_errors_total: steady(0) },
  },
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
  ArgoCDOutOfSync: {
    bad: { [application('OutOfSync', 'Healthy')]: steady(1) },
    fires: [{ name: 'cilium' }],
    good: { [application('Synced', 'Healthy')]: steady(1) },
    restart: { [application('Unknown', 'Healthy')]: '_x10 1x3 stale', [application('Synced', 'Healthy')]: steady(1) },
  },
  ArgoCDDegraded: {
    bad: { [application('Synced', 'Degraded')]: steady(1) },
    fires: [{ name: 'cilium' }],
    good: { [application('Synced', 'Progressing')]: steady(1) },
    restart: { [application('Synced', 'Degraded')]: '_x10 1x5 stale', [application('Synced', 'Healthy')]: steady(1) },
  },
  ArgoCDSyncFailing: {
    bad: { [syncs('Error')]: '0+1x120' },
    fires: [{ name: 'cilium' }],
    good: { [syncs('Succeeded')]: counting(1), [syncs('Failed')]: steady(3) },
    restart: { [syncs('Failed')]: '3x10 _x2 0x100' },
  },
  ArgoCDClusterUnreachable: {
    bad: { 'argocd_cluster_connection_status{server="https://kubernetes.default.svc"}': steady(0) },
    fires: [{ server: 'https://kubernetes.default.svc' }],
    good: { 'argocd_cluster_connection_status{server="https://kubernetes.default.svc"}': steady(1) },
    restart: { 'argocd_cluster_connection_status{server="https://kubernetes.default.svc"}': settling(0, 1) },
  },
};
