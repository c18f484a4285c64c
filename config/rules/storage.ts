import { type ClusterRule, error, warning, when } from './rule';

export const storageRules: readonly ClusterRule[] = [
  error('too-many-replicas', ({ storage, talos }) => {
    const nodes = talos.workers.length || talos.controlPlanes.length;
    return when(storage !== false && storage.replicas > nodes, {
      path: ['storage', 'replicas'],
      message: `\`${storage !== false && storage.replicas}\` replicas need as many nodes that store, and there are \`${nodes}\`: every volume stays degraded`,
      allowed: `at most ${nodes}; Longhorn never puts two replicas of a volume on one node`,
      repair: `write \`storage: {replicas: ${nodes}}\``,
    });
  }),
  error('monitoring-without-storage', ({ storage, monitoring }) =>
    when(storage === false && monitoring !== false, {
      path: ['storage'],
      message: 'Prometheus keeps its data on a volume, and without storage there is none',
      allowed: '`storage` and `monitoring` both, or neither',
      repair: 'write `storage: {}`, or `monitoring: false`',
    }),
  ),
  error('example-without-storage', ({ storage, workloads }) =>
    when(storage === false && workloads.example, {
      path: ['workloads', 'example'],
      message: 'the database of the example needs a volume, and without storage there is none',
      allowed: '`example: true` with `storage`',
      repair: 'write `storage: {}`, or `example: false`',
    }),
  ),
  error('s3-option-with-nfs', ({ storage }) => {
    const backup = storage === false ? undefined : storage.backup;
    return (['secret', 'endpoint'] as const).flatMap(key =>
      when(backup?.target.kind === 'nfs' && backup[key] !== undefined, {
        path: ['storage', 'backup', key],
        message: `\`${key}\` has no effect on the NFS target \`${backup?.target.text}\``,
        allowed: '`secret` and `endpoint` with an `s3://` target',
        repair: `remove \`${key}\``,
      }),
    );
  }),
  warning('backup-without-secret', ({ storage }) => {
    const backup = storage === false ? undefined : storage.backup;
    return when(backup?.target.kind === 's3' && backup.secret === undefined, {
      path: ['storage', 'backup'],
      message: `nothing lets Longhorn into \`${backup?.target.text}\`, unless the nodes themselves have a cloud identity`,
      allowed: '`secret` with an `s3://` target',
      repair: 'add `secret: longhorn-backup`; the bootstrap runbook says how to create it',
    });
  }),
];

export const observabilityRules: readonly ClusterRule[] = [
  warning('receivers-without-hosts', ({ monitoring }) =>
    when(monitoring !== false && monitoring.alertReceivers?.hosts.length === 0, {
      path: ['monitoring', 'alertReceivers'],
      message: 'Alertmanager may connect to no host: alerts go nowhere outside the cluster',
      allowed: 'the hosts of your receivers, which are reached on port 443',
      repair: 'add `hosts: [events.pagerduty.com]` or what your receivers need',
    }),
  ),
  warning('audit-without-hubble', ({ policy, hubble }) =>
    when(policy.posture === 'audit' && hubble === false, {
      path: ['policy', 'posture'],
      message: 'policies drop nothing in audit, and without Hubble nobody sees what they would drop',
      allowed: '`audit` with Hubble, or `enforce`',
      repair: 'remove `hubble: false`, or write `posture: enforce`',
    }),
  ),
];
