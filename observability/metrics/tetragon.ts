import { counter, gauge, type ScrapeJob } from './metric';

/** `pod` is filtered out: `metricsLabelFilter` in `charts/tetragon-values.ts`. */
const process = { namespace: '*', workload: '*', binary: '*' } as const;

export const tetragon: ScrapeJob = {
  job: 'tetragon',
  source: 'tetragon 1.7 docs/content/en/docs/reference/metrics.md',
  switch: { layer: 'tetragon', key: 'tetragon.prometheus.serviceMonitor.enabled' },
  honorsLabels: true,
  perNode: true,
  metrics: {
    tetragon_events_total: counter({
      ...process,
      type: [
        'PROCESS_EXEC',
        'PROCESS_EXIT',
        'PROCESS_KPROBE',
        'PROCESS_LOADER',
        'PROCESS_LSM',
        'PROCESS_THROTTLE',
        'PROCESS_TRACEPOINT',
        'PROCESS_UPROBE',
        'PROCESS_USDT',
        'RATE_LIMIT_INFO',
      ],
    }),
    tetragon_policy_events_total: counter({ ...process, policy: '*', hook: '*' }),
    tetragon_tracingpolicy_loaded: gauge({ state: ['enabled', 'disabled', 'error', 'load_error'] }),
    tetragon_tracingpolicy_kernel_memory_bytes: gauge({ policy: '*', policy_namespace: '*' }),
    tetragon_bpf_missed_events_total: counter({ error: '*', msg_op: '*' }),
    tetragon_observer_ringbuf_events_lost_total: counter(),
    tetragon_observer_ringbuf_queue_events_lost_total: counter(),
    tetragon_export_ratelimit_events_dropped_total: counter(),
    tetragon_events_exported_total: counter(),
    tetragon_events_last_exported_timestamp: gauge(),
    tetragon_missed_prog_probes_total: counter({ attach: '*', policy: '*' }),
    tetragon_policyfilter_operations_total: counter({
      error: ['', 'generic-error', 'pod-namespace-conflict'],
      operation: ['add', 'add-container', 'delete', 'update'],
      subsys: ['pod-handlers', 'rthooks'],
    }),
  },
};
