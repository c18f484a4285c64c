import { type ClusterRule, clusterRule, when } from './rule';

export const storageRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'too-many-replicas',
    severity: 'error',
    title: 'More replicas than nodes that store',
    why: 'Longhorn never puts two replicas of a volume on one node. Every volume stays degraded.',
    wrong: 'storage: {replicas: 3}',
    right: 'storage: {replicas: 1}',
    find: ({ storage, talos }) => {
      const nodes = talos.workers.length || talos.controlPlanes.length;
      return when(storage !== false && storage.replicas > nodes, {
        at: ['storage', 'replicas'],
        message: `\`${storage !== false && storage.replicas}\` replicas need as many nodes that store, and this cluster has \`${nodes}\`: every volume stays degraded`,
        allowed: `at most ${nodes}; Longhorn never puts two replicas of a volume on one node`,
        repair: `write \`storage: {replicas: ${nodes}}\``,
      });
    },
  }),
  clusterRule({
    code: 'monitoring-without-storage',
    severity: 'error',
    title: 'Monitoring without storage',
    why: 'Prometheus keeps its samples on a volume. Without storage, no volume can be created.',
    wrong: 'storage: false',
    right: `
storage: false
monitoring: false
`,
    find: ({ storage, monitoring }) =>
      when(storage === false && monitoring !== false, {
        at: ['storage'],
        message: 'Prometheus keeps its data on a volume, which needs `storage`',
        allowed: '`storage` and `monitoring` both, or neither',
        repair: 'write `storage: {}`, or `monitoring: false`',
      }),
  }),
  clusterRule({
    code: 'example-without-storage',
    severity: 'error',
    title: 'The example application without storage',
    why: 'Its database needs a volume. Without storage, no volume can be created.',
    wrong: `
storage: false
monitoring: false
workloads: {example: true}
`,
    right: `
storage: false
monitoring: false
workloads: {example: false}
`,
    find: ({ storage, workloads }) =>
      when(storage === false && workloads.example, {
        at: ['workloads', 'example'],
        message: 'the database of the example needs a volume, which needs `storage`',
        allowed: '`example: true` with `storage`',
        repair: 'write `storage: {}`, or `example: false`',
      }),
  }),
  clusterRule({
    code: 's3-option-with-nfs',
    severity: 'error',
    title: 'An option of S3 with an NFS target',
    why: 'The option has no effect: NFS knows neither credentials nor an endpoint.',
    wrong: 'storage: {backup: {target: nfs://192.168.10.60:/backups, secret: longhorn-backup}}',
    right: 'storage: {backup: {target: nfs://192.168.10.60:/backups}}',
    find: ({ storage }) => {
      const backup = storage === false ? undefined : storage.backup;
      return (['secret', 'endpoint'] as const).flatMap(key =>
        when(backup?.target.kind === 'nfs' && backup[key] !== undefined, {
          at: ['storage', 'backup', key],
          message: `\`${key}\` has no effect on the NFS target \`${backup?.target.text}\``,
          allowed: '`secret` and `endpoint` with an `s3://` target',
          repair: `remove \`${key}\``,
        }),
      );
    },
  }),
  clusterRule({
    code: 'backup-without-secret',
    severity: 'warning',
    title: 'An S3 target without credentials',
    why: 'Longhorn has no way into the bucket, unless the nodes themselves have a cloud identity.',
    wrong: 'storage: {backup: {target: s3://backups@eu-central-1/}}',
    right: 'storage: {backup: {target: s3://backups@eu-central-1/, secret: longhorn-backup}}',
    find: ({ storage }) => {
      const backup = storage === false ? undefined : storage.backup;
      return when(backup?.target.kind === 's3' && backup.secret === undefined, {
        at: ['storage', 'backup'],
        message: `nothing lets Longhorn into \`${backup?.target.text}\`, unless the nodes themselves have a cloud identity`,
        allowed: '`secret` with an `s3://` target',
        repair: 'add `secret: longhorn-backup`; the bootstrap runbook says how to create it',
      });
    },
  }),
];

export const observabilityRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'receivers-without-hosts',
    severity: 'warning',
    title: 'Alert receivers without hosts',
    why: 'The policy of Alertmanager allows only the hosts that are listed. Without any, no alert leaves the cluster.',
    wrong: 'monitoring: {alertReceivers: {secret: alertmanager-config}}',
    right: 'monitoring: {alertReceivers: {secret: alertmanager-config, hosts: [events.pagerduty.com]}}',
    find: ({ monitoring }) =>
      when(monitoring !== false && monitoring.alertReceivers?.hosts.length === 0, {
        at: ['monitoring', 'alertReceivers'],
        message: 'Alertmanager may connect to no host: alerts go nowhere outside the cluster',
        allowed: 'the hosts of your receivers, which are reached on port 443',
        repair: 'add `hosts: [events.pagerduty.com]` or what your receivers need',
      }),
  }),
  clusterRule({
    code: 'audit-without-hubble',
    severity: 'warning',
    title: 'Audit without Hubble',
    why: 'In audit, policies drop nothing and report what they would drop to Hubble. Without it, the report is lost.',
    wrong: `
hubble: false
policy: {mode: audit}
`,
    right: `
hubble: false
policy: {mode: enforce}
`,
    find: ({ policy, hubble }) =>
      when(policy.mode === 'audit' && hubble === false, {
        at: ['policy', 'mode'],
        message: 'policies drop nothing in audit, and without Hubble you cannot see what they would drop',
        allowed: '`audit` with Hubble, or `enforce`',
        repair: 'remove `hubble: false`, or write `mode: enforce`',
      }),
  }),
];
