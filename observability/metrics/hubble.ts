import type { Cluster } from '../../config/schema/cluster';
import { counter, gauge, histogram, type ScrapeJob, type Switch } from './metric';

const when = (entry: string) => ({
  switch: { layer: 'cilium', key: 'hubble.metrics.enabled', entry } satisfies Switch,
  source: `cilium 1.19 pkg/hubble/metrics/${entry === 'httpV2' ? 'http' : entry}/handler.go`,
});

const namespaces = { source_namespace: '*', destination_namespace: '*' } as const;
const workloads = { ...namespaces, source_workload: '*', destination_workload: '*' } as const;
const direction = { traffic_direction: ['ingress', 'egress', 'unknown'] } as const;
const http = { ...workloads, ...direction, method: '*', reporter: ['client', 'server', 'unknown'] } as const;

/** `pkg/hubble/metrics/dns/rcode.go`; those that we use. */
const rcode = ['No Error', 'Non-Existent Domain', 'Server Failure', 'Query Refused'];

/** Names of `flow.proto DropReason`, not the agent's phrases. */
const reason = [
  'POLICY_DENIED',
  'POLICY_DENY',
  'AUTH_REQUIRED',
  'UNENCRYPTED_TRAFFIC',
  'SERVICE_BACKEND_NOT_FOUND',
  'STALE_OR_UNROUTABLE_IP',
  'CT_MAP_INSERTION_FAILED',
];

/** Whether Hubble counts flows for Prometheus. */
export const measuresFlows = ({ hubble }: Cluster): boolean => hubble !== false && hubble.metrics;

/** Labels beside a metric's own are those of its context in `charts/cilium-hubble-values.ts`. */
export const hubble: ScrapeJob = {
  job: 'hubble-metrics',
  source: 'cilium 1.19 pkg/hubble/metrics/metrics.go',
  switch: { layer: 'cilium', key: 'hubble.metrics.serviceMonitor.enabled' },
  honorsLabels: true,
  perNode: true,
  metrics: {
    hubble_flows_processed_total: counter(
      {
        ...namespaces,
        ...direction,
        protocol: '*',
        type: ['L7', 'Drop', 'Trace', 'PolicyVerdict', 'Capture'],
        subtype: '*',
        verdict: ['FORWARDED', 'DROPPED', 'ERROR', 'AUDIT', 'REDIRECTED', 'TRACED', 'TRANSLATED'],
      },
      when('flow'),
    ),
    hubble_drop_total: counter({ ...workloads, ...direction, reason, protocol: '*' }, when('drop')),
    hubble_policy_verdicts_total: counter(
      {
        ...workloads,
        direction: ['ingress', 'egress'],
        match: '*',
        action: ['forwarded', 'redirected', 'dropped', 'audit'],
      },
      when('policy'),
    ),
    hubble_dns_queries_total: counter({ ...namespaces, rcode, qtypes: '*', ips_returned: '*' }, when('dns')),
    hubble_dns_responses_total: counter({ ...namespaces, rcode, qtypes: '*', ips_returned: '*' }, when('dns')),
    hubble_tcp_flags_total: counter(
      { ...namespaces, flag: ['SYN', 'SYN-ACK', 'FIN', 'RST'], family: ['IPv4', 'IPv6'] },
      when('tcp'),
    ),
    hubble_icmp_total: counter({ ...namespaces, family: ['IPv4', 'IPv6'], type: '*' }, when('icmp')),
    hubble_http_requests_total: counter({ ...http, protocol: '*', status: '*' }, when('httpV2')),
    hubble_http_request_duration_seconds: histogram(http, when('httpV2')),
    hubble_lost_events_total: counter({
      source: ['perf_event_ring_buffer', 'observer_events_queue', 'hubble_ring_buffer'],
    }),
  },
};

export const hubbleRelay: ScrapeJob = {
  job: 'hubble-relay-metrics',
  source: 'cilium 1.19 pkg/hubble/relay/pool/metrics.go',
  switch: { layer: 'cilium', key: 'hubble.relay.prometheus.serviceMonitor.enabled' },
  honorsLabels: false,
  perNode: false,
  metrics: {
    hubble_relay_pool_peer_connection_status: gauge({
      status: ['IDLE', 'CONNECTING', 'READY', 'TRANSIENT_FAILURE', 'SHUTDOWN', 'NIL_CONNECTION'],
    }),
  },
};
