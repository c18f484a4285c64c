export interface TetragonValuesProps {
  readonly cluster: string;
  /** Whether the cluster has Prometheus, and with it the CRD of ServiceMonitors. */
  readonly monitored: boolean;
}

/** `tetragon 1.7 install/kubernetes/tetragon/values.yaml`. */
export function tetragonValues({ cluster, monitored }: TetragonValuesProps) {
  return {
    priorityClassName: 'system-node-critical',
    // The operator would register the CRDs only at run time, after the policies are applied.
    crds: { installMethod: 'helm' },
    // Talos does not mount it, and without it no probe can be placed (tetragon#4541).
    extraHostPathMounts: [{ name: 'sys-kernel-tracing', mountPath: '/sys/kernel/tracing', readOnly: false }],
    tetragon: {
      clusterName: cluster,
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
      // Capabilities, namespaces and ancestors: without them an event does not distinguish an escape from a start.
      enableProcessCred: true,
      enableProcessNs: true,
      processAncestors: { enabled: 'base,kprobe,lsm' },
      exportFileCompress: true,
      exportAllowList: jsonLines({ event_set: exported }),
      // The default also drops hosts and kube-system, which is where an escape ends.
      exportDenyList: jsonLines({ health_check: true }),
      redactionFilters: jsonLines(...redactions),
      // A debugger's port on the host's network.
      gops: { enabled: false },
      prometheus: {
        // Without `pod`: one series for each workload, not for each pod that ever ran.
        metricsLabelFilter: 'namespace,workload,binary',
        serviceMonitor: { enabled: monitored, scrapeInterval: '30s' },
      },
    },
    tetragonOperator: { prometheus: { serviceMonitor: { enabled: monitored } } },
    export: { resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } } },
  };
}

/** Every event that our policies cause, and the notices that some are missing. */
const exported = [
  'PROCESS_EXEC',
  'PROCESS_EXIT',
  'PROCESS_KPROBE',
  'PROCESS_LSM',
  'PROCESS_TRACEPOINT',
  'PROCESS_THROTTLE',
  'RATE_LIMIT_INFO',
];

/** What a capture group holds becomes `*****`, in the arguments of processes (RE2; `docs/content/en/docs/concepts/redacting-sensitive-information`). */
const redactions = [
  { redact: ['(?i)--?(?:password|passwd|token|secret|api-?key|access-?key)(?:\\s+|=)(\\S+)'] },
  { redact: ['(?i)authorization:\\s*(?:bearer|basic)\\s+(\\S+)'] },
  { redact: ['://[^/:@\\s]+:([^/@\\s]+)@'] },
];

function jsonLines(...values: readonly object[]): string {
  return values.map(value => JSON.stringify(value)).join('\n');
}
