import { tcp, workload } from '../workload';

/** `longhorn 1.12 chart/` for what the chart makes, `longhorn-manager 1.12 types/types.go` for what the manager makes. */
const pod = { namespace: 'longhorn-system', network: 'pod' } as const;

const component = (name: string) => ({ 'longhorn.io/component': name });

/** Labels `longhorn.io/admission-webhook` and `…/recovery-backend` come and go at run time: nothing selects on them. */
export const longhornManager = workload({
  ...pod,
  name: 'longhorn-manager',
  labels: { app: 'longhorn-manager' },
  ports: { http: tcp(9500), webhook: tcp(9502), recovery: tcp(9503) },
  scraped: ['http'],
});

export const longhornUI = workload({
  ...pod,
  name: 'longhorn-ui',
  labels: { app: 'longhorn-ui' },
  ports: { http: tcp(8000) },
});

export const longhornDriverDeployer = workload({
  ...pod,
  name: 'longhorn-driver-deployer',
  labels: { app: 'longhorn-driver-deployer' },
  ports: {},
});

export const longhornCSIPlugin = workload({
  ...pod,
  name: 'longhorn-csi-plugin',
  labels: { app: 'longhorn-csi-plugin' },
  ports: {},
});

const sidecar = (name: string) => workload({ ...pod, name, labels: { app: name }, ports: {} });
export const csiAttacher = sidecar('csi-attacher');
export const csiProvisioner = sidecar('csi-provisioner');
export const csiResizer = sidecar('csi-resizer');
export const csiSnapshotter = sidecar('csi-snapshotter');

/** Runs the engines and replicas of volumes, one pod for each node. */
export const instanceManager = workload({
  ...pod,
  name: 'instance-manager',
  labels: component('instance-manager'),
  ports: { grpc: tcp(8500, 8504), data: tcp(10000, 30000), iscsi: tcp(3260) },
});

/** Serves a volume that many nodes mount, by NFS. */
export const shareManager = workload({
  ...pod,
  name: 'share-manager',
  labels: component('share-manager'),
  ports: { nfs: tcp(2049), grpc: tcp(9600) },
});

export const backingImageManager = workload({
  ...pod,
  name: 'backing-image-manager',
  labels: component('backing-image-manager'),
  ports: { grpc: tcp(8000), sync: tcp(30001, 31000) },
});

export const backingImageDataSource = workload({
  ...pod,
  name: 'backing-image-data-source',
  labels: component('backing-image-data-source'),
  ports: { grpc: tcp(8000, 8002), sync: tcp(30001, 31000) },
});

/** Carries the binaries of one engine version to its node; it has no connections. */
export const engineImage = workload({ ...pod, name: 'engine-image', labels: component('engine-image'), ports: {} });

export const supportBundle = workload({
  ...pod,
  name: 'support-bundle-manager',
  labels: { app: 'support-bundle-manager' },
  ports: { http: tcp(8080) },
});

/** Every pod of Longhorn has the chart's labels; only the label that Kubernetes adds distinguishes those of the Job. */
export const longhornPostUpgrade = workload({
  ...pod,
  name: 'longhorn-post-upgrade',
  labels: { 'batch.kubernetes.io/job-name': 'longhorn-post-upgrade' },
  ports: {},
});

/** A RecurringJob of our own; the manager runs it as a CronJob of that name. */
function recurringJob(name: string) {
  return workload({ ...pod, name, labels: { 'recurring-job.longhorn.io': name }, ports: {} });
}
export const snapshotJob = recurringJob('daily-snapshot');
export const backupJob = recurringJob('daily-backup');

/** The iSCSI initiator (Talos extension `iscsi-tools`) and the NFS client of the kernel, on every node. */
export const volumeMount = workload({
  ...pod,
  namespace: 'talos',
  name: 'volume-mount',
  network: 'host',
  labels: {},
  ports: {},
});
