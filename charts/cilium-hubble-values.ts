import type { Cluster } from '../config/schema/cluster';
import { monitoredValues } from './monitored-values';

/**
 * The number of workloads bounds the labels of metrics: addresses, names and pods are not labels. Layer 7 metrics exist
 * for traffic that a policy or a route sends through a proxy.
 */
const namespaces = 'source_namespace,destination_namespace';
const workloads = 'source_namespace,source_workload,destination_namespace,destination_workload';
const metrics = [
  `dns:labelsContext=${namespaces}`,
  `drop:labelsContext=${workloads},traffic_direction`,
  `flow:labelsContext=${namespaces},traffic_direction`,
  `icmp:labelsContext=${namespaces}`,
  `policy:labelsContext=${workloads}`,
  `tcp:labelsContext=${namespaces}`,
  `httpV2:exemplars=true;labelsContext=${workloads},traffic_direction`,
];

/** On the disk of the node; the default below `/var/run` is memory. */
const flowLog = '/var/log/hubble';
const flowLogMount = {
  name: 'hubble-flow-log',
  mountPath: flowLog,
  hostPath: flowLog,
  hostPathType: 'DirectoryOrCreate',
};

/**
 * The input of a verdict, and what the verdict is compared with (`cilium 1.19 api/v1/flow/flow.proto`). Without the
 * labels of both ends nothing can be replayed.
 */
const replayed = [
  'time',
  'verdict',
  'drop_reason_desc',
  'IP',
  'l4',
  'source',
  'destination',
  'Type',
  'node_name',
  'source_names',
  'destination_names',
  'l7',
  'is_reply',
  'event_type',
  'traffic_direction',
  'policy_match_type',
  'egress_allowed_by',
  'ingress_allowed_by',
  'egress_denied_by',
  'ingress_denied_by',
];

/** Drops, policy verdicts and layer 7, whose DNS answers bind names; of traces only requests: replies need no verdict. */
const judged = [
  { event_type: [{ type: 1 }, { type: 5 }, { type: 129 }] },
  { event_type: [{ type: 4 }], reply: [false] },
];

/** Hubble's part of the Cilium chart's values. Certificates come from a job in the cluster: rendered by Helm they would change with every render. */
export function hubbleValues(cluster: Cluster) {
  const { hubble } = cluster;
  if (hubble === false) return { hubble: { enabled: false } };
  const monitored = monitoredValues(cluster);
  return {
    ...(hubble.export && { extraHostPathMounts: [flowLogMount] }),
    hubble: {
      enabled: true,
      relay: { enabled: true, rollOutPods: true, prometheus: monitored },
      ui: { enabled: hubble.ui, rollOutPods: true },
      tls: { auto: { enabled: true, method: 'cronJob' } },
      ...(hubble.metrics && {
        metrics: { enabled: metrics, enableOpenMetrics: true, serviceMonitor: monitored.serviceMonitor },
      }),
      ...(hubble.export && {
        export: {
          dynamic: {
            enabled: true,
            config: {
              content: [
                {
                  name: 'replay',
                  filePath: `${flowLog}/flows.log`,
                  fieldMask: replayed,
                  includeFilters: judged,
                  fileMaxSizeMb: hubble.export.fileSizeMB,
                  fileMaxBackups: hubble.export.fileBackups,
                },
              ],
            },
          },
        },
      }),
    },
  };
}
