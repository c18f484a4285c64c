import type { Cluster } from '../spec/schema/cluster';
import type { CiliumValues, HostPathMount, MonitoredValues } from './cilium-values';

/** Hubble's part of the Cilium chart's values. */
export interface HubbleValues {
  readonly enabled: boolean;
  readonly relay?: { readonly enabled: true; readonly rollOutPods: true; readonly prometheus: MonitoredValues };
  readonly ui?: { readonly enabled: boolean; readonly rollOutPods: true };
  readonly tls?: { readonly auto: { readonly enabled: true; readonly method: 'cronJob' } };
  readonly metrics?: {
    readonly enabled: readonly string[];
    readonly enableOpenMetrics: true;
    readonly serviceMonitor: { readonly enabled: boolean };
  };
  readonly export?: {
    readonly static: {
      readonly enabled: true;
      readonly filePath: string;
      readonly fileMaxSizeMb: number;
      readonly fileMaxBackups: number;
    };
  };
}

/**
 * Labels of metrics are bounded by the number of workloads: no address, name or pod becomes one. Layer 7 metrics exist
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
const flowLogMount: HostPathMount = {
  name: 'hubble-flow-log',
  mountPath: flowLog,
  hostPath: flowLog,
  hostPathType: 'DirectoryOrCreate',
};

/** Certificates come from a job in the cluster: rendered by Helm they would change with every render. */
export function hubbleValues(
  { hubble }: Cluster,
  monitored: MonitoredValues,
): Pick<CiliumValues, 'hubble' | 'extraHostPathMounts'> {
  if (hubble === false) return { hubble: { enabled: false } };
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
          static: {
            enabled: true,
            filePath: `${flowLog}/flows.log`,
            fileMaxSizeMb: hubble.export.fileSizeMB,
            fileMaxBackups: hubble.export.fileBackups,
          },
        },
      }),
    },
  };
}
