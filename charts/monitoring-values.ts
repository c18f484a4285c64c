import type { Cluster } from '../config/schema/cluster';
import { folderAnnotation } from '../constructs/dashboard';
import type { Exposure } from '../graph/interface';
import { storageClass } from './longhorn-values';

export interface MonitoringValuesProps {
  /** Name of the cluster, which every metric and alert carries out of it. */
  readonly cluster: string;
  readonly monitoring: Exclude<Cluster['monitoring'], false>;
  readonly alertmanagerReplicas: number;
  /** Where the interfaces are served, for the links in alerts and logins. */
  readonly exposures: readonly Exposure[];
}

/** Prometheus drops its oldest blocks before the volume is full; the rest is for the log of what it writes. */
const shareForBlocks = 0.85;
const alertmanagerStorageGiB = 1;

/** `kube-prometheus-stack 88 values.yaml`. */
export function monitoringValues({ cluster, monitoring, alertmanagerReplicas, exposures }: MonitoringValuesProps) {
  const urlOf = (name: Exposure['name']) => {
    const exposure = exposures.find(exposure => exposure.name === name);
    return exposure && `https://${exposure.hostname}`;
  };
  const { retentionDays, storageGiB, alertReceivers, grafanaSecret } = monitoring;

  return {
    // Prometheus and Alertmanager are then named like the release, not like the release twice.
    cleanPrometheusOperatorObjectNames: true,
    crds: { enabled: false },
    ...talosControlPlane,
    // A node's alerts are muted when the node is down, by this label.
    'prometheus-node-exporter': {
      prometheus: {
        monitor: { relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }] },
      },
    },
    prometheusOperator: {
      // Endpoints objects are deprecated since Kubernetes 1.33.
      kubeletEndpointsEnabled: false,
      kubeletEndpointSliceEnabled: true,
      admissionWebhooks: {
        // cert-manager alone makes it `Fail`, and the chart's own rules are then refused until the operator runs.
        failurePolicy: 'Ignore',
        patch: { enabled: false },
        certManager: { enabled: true },
      },
    },
    prometheus: {
      prometheusSpec: {
        externalLabels: { cluster },
        externalUrl: urlOf('prometheus'),
        retention: `${retentionDays}d`,
        retentionSize: `${Math.floor(storageGiB * 1024 * shareForBlocks)}MiB`,
        // Otherwise it reads only what carries the label of this release, and none of the other layers' monitors does.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        storageSpec: volume(storageGiB),
      },
    },
    alertmanager: {
      alertmanagerSpec: {
        externalUrl: urlOf('alertmanager'),
        replicas: alertmanagerReplicas,
        // The chart writes no Secret. Without one, the operator gives Alertmanager a receiver that sends nothing
        // (`prometheus-operator 0.93 AlertmanagerSpec.configSecret`): alerts stay visible and go nowhere.
        useExistingSecret: true,
        configSecret: alertReceivers?.secret,
        storage: volume(alertmanagerStorageGiB),
      },
    },
    grafana: {
      // Without it the chart invents another password at every render.
      admin: { existingSecret: grafanaSecret, userKey: 'admin-user', passwordKey: 'admin-password' },
      testFramework: { enabled: false },
      sidecar: {
        // Where data sources of several clusters exist, a dashboard selects one by the cluster's name.
        datasources: { name: cluster },
        dashboards: { folderAnnotation, provider: { foldersFromFilesStructure: true } },
      },
      'grafana.ini': {
        server: { root_url: urlOf('grafana') },
        analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      },
    },
  };
}

/**
 * Where Talos differs: the scheduler and the controller manager serve their metrics by TLS with certificates of their
 * own, there is no kube-proxy, and etcd is a service of the host without a pod, so its address is borrowed from a static
 * pod beside it.
 */
const talosControlPlane = {
  kubeProxy: { enabled: false },
  defaultRules: {
    rules: { kubeProxy: false },
    // Ours cover the same and link to runbooks for Talos.
    disabled: {
      KubeNodeNotReady: true,
      KubeNodeUnreachable: true,
      etcdDatabaseQuotaLowSpace: true,
      etcdMembersDown: true,
      etcdNoLeader: true,
    },
  },
  kubeEtcd: { service: { port: 2381, targetPort: 2381, selector: { 'k8s-app': 'kube-controller-manager' } } },
  kubeControllerManager: { serviceMonitor: { https: true, insecureSkipVerify: true } },
  kubeScheduler: { serviceMonitor: { https: true, insecureSkipVerify: true } },
};

function volume(sizeGiB: number) {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName: storageClass,
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: `${sizeGiB}Gi` } },
      },
    },
  };
}
