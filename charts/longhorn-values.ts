import type { Cluster } from '../config/schema/cluster';

/** Name of the class that the chart makes, and the cluster's default. */
export const storageClass = 'longhorn';

export interface LonghornValuesProps {
  readonly storage: Exclude<Cluster['storage'], false>;
  /** Whether the cluster has Prometheus, and with it the CRD of ServiceMonitors. */
  readonly monitored: boolean;
}

/** `longhorn 1.12 chart/values.yaml`. */
export function longhornValues({ storage: { replicas, backup }, monitored }: LonghornValuesProps) {
  return {
    persistence: { defaultClass: true, defaultClassReplicaCount: replicas },
    defaultSettings: {
      // Where Talos mounts the user volume `longhorn`.
      defaultDataPath: '/var/mnt/longhorn',
      // Only nodes with the label `node.longhorn.io/create-default-disk=true` store: the others have no such mount, and
      // volumes would fill their system disk.
      createDefaultDiskLabeledNodes: true,
      // The chart's hook uninstalls Longhorn with every volume when its Application is deleted, and nothing in Git can
      // take the hook away. It refuses as long as this is false.
      deletingConfirmationFlag: false,
      upgradeChecker: false,
      allowCollectingLonghornUsageMetrics: false,
    },
    defaultBackupStore: backup && { backupTarget: backup.target.text, backupTargetCredentialSecret: backup.secret },
    // As a hook it would run before its ServiceAccount exists, and the first sync would never finish.
    preUpgradeChecker: { jobEnabled: false },
    // The path that a privileged pod on the host would otherwise look for.
    csi: { kubeletRootDir: '/var/lib/kubelet' },
    metrics: { serviceMonitor: { enabled: monitored } },
    // On by default whatever `enabled` says; they would block Prometheus, and Cilium's policies replace them.
    networkPolicies: { enabled: false, restrictInternalTraffic: false },
  };
}
