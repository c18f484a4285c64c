/** Label matchers and limits that alerts, recording rules and dashboards share. */

/** The listeners of Gateways (`cilium 1.19 operator/pkg/model/translation/envoy_listener.go`). */
export const gatewayListeners = 'envoy_http_conn_manager_prefix=~"listener-.+"';

/** The Services behind a Gateway's routes. */
export const gatewayRoutes = 'envoy_cluster_name=~".+/cilium-gateway-.+"';

/** The agent's phrases for drops (`cilium 1.19 pkg/monitor/api/drop.go`). */
export const dropReasons = {
  policy: 'Policy denied.*',
  authentication: 'Authentication required',
  noBackend: 'Service backend not found',
  unencrypted: 'Traffic is unencrypted',
} as const;

/** Hubble's names for drops by policies (`cilium 1.19 api/v1/flow/flow.proto`, `DropReason`). */
export const deniedByPolicy = 'reason=~"POLICY_DENIED|POLICY_DENY|AUTH_REQUIRED"';

/** The device of Cilium's WireGuard. */
export const wireGuard = 'device="cilium_wg0"';

/** The leases by which nodes agree on who announces an address (`cilium 1.19 pkg/l2announcer`). */
export const announcementLeases = 'namespace="kube-system",lease=~"cilium-l2announce-.*"';

/** Queries that the DNS proxy could not answer. */
export const failedDNSReplies = 'error=~"timeout|proxyErr",protocol_l7="dns"';

/** Applications that differ from Git, and those that do not work. */
export const outOfSync = 'sync_status!="Synced"';
export const unhealthy = 'health_status=~"Degraded|Missing"';

/** Tracing policies that the kernel or Tetragon rejected. */
export const notLoaded = 'state=~"error|load_error"';

/** HTTP requests, as Hubble counts them, that the server failed. */
export const serverErrors = 'status=~"5.."';

/** The condition of a node, 1 where it is ready. */
export const readyNodes = 'condition="Ready",status="true"';

/** Values above which alerts fire and panels turn red. */
export const limits = {
  /** Share of requests that a Service or route answers with 5xx. */
  failedRequests: 0.05,
  /** Share of a BPF map's entries. */
  mapPressure: 0.9,
  /** Share of a node's pod addresses. */
  addressesInUse: 0.9,
  /** Share of a Longhorn disk. */
  diskUse: 0.75,
  /** Queries per second. */
  failedDNSReplies: 0.1,
  /** Packets per second to Services without a backend. */
  dropsWithoutBackend: 0.1,
  /** Packets per second that policies deny on a node. */
  policyDrops: 10,
} as const;

/** A node on which the job is down, or that has no target of it. */
export const nodesWithout = (job: string) =>
  `max by (node) (up{job="${job}"}) == 0 or (max by (node) (kube_node_info) unless on (node) max by (node) (up{job="${job}"}))`;
