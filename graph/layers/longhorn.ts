import type { Cluster } from '../../config/schema/cluster';
import { kubeApiserver, usesApi } from '../kubernetes';
import { layer } from '../layer';
import { outside } from '../outside';
import type { RequiredSecret } from '../secret';
import { type Connection, connects, type Port, tcp } from '../workload';
import {
  backingImageDataSource,
  backingImageManager,
  backupJob,
  csiAttacher,
  csiProvisioner,
  csiResizer,
  csiSnapshotter,
  engineImage,
  instanceManager,
  longhornCSIPlugin,
  longhornDriverDeployer,
  longhornManager,
  longhornPostUpgrade,
  longhornUI,
  shareManager,
  snapshotJob,
  supportBundle,
  volumeMount,
} from './longhorn-workloads';

export const longhornLayer = layer({
  name: 'longhorn',
  settings: ({ storage }) => storage,
  namespace: 'longhorn-system',
  provides: ['longhorn.io/*', 'StorageClass longhorn'],
  keepsRemovedObjects: true,
  processes: [{ name: 'longhorn' }],
  jobs: () => ['longhorn-backend'],
  interfaces: { longhorn: { workload: longhornUI, service: { name: 'longhorn-frontend', port: 80 } } },
  secrets: ({ backup }) => backupSecrets(backup),
  describe: storage => ({
    workloads: [
      longhornManager,
      longhornUI,
      longhornDriverDeployer,
      longhornCSIPlugin,
      csiAttacher,
      csiProvisioner,
      csiResizer,
      csiSnapshotter,
      instanceManager,
      shareManager,
      backingImageManager,
      backingImageDataSource,
      engineImage,
      supportBundle,
      longhornPostUpgrade,
      ...(storage.snapshotsRetained > 0 ? [snapshotJob] : []),
      ...(storage.backup ? [backupJob] : []),
      volumeMount,
    ],
    connections: [...apiCalls, ...managerConnections, ...dataConnections, ...backupConnections(storage.backup)],
  }),
});

const apiCalls: readonly Connection[] = [
  usesApi(longhornManager, 'keeps volumes, replicas and settings as objects'),
  usesApi(longhornDriverDeployer, 'deploys the CSI driver'),
  usesApi(longhornCSIPlugin, 'looks up nodes and volumes to publish'),
  usesApi(csiAttacher, 'attaches volumes as VolumeAttachments ask'),
  usesApi(csiProvisioner, 'creates volumes for claims'),
  usesApi(csiResizer, 'grows volumes with their claims'),
  usesApi(csiSnapshotter, 'creates snapshots for VolumeSnapshots'),
  usesApi(supportBundle, 'collects objects and logs'),
  usesApi(longhornPostUpgrade, 'migrates objects after an upgrade'),
  usesApi(snapshotJob, 'reads which volumes are to be snapshotted'),
  usesApi(backupJob, 'reads which volumes are to be backed up'),
  connects(kubeApiserver, longhornManager, ['webhook'], 'has every Longhorn object admitted before it is stored'),
];

const managerConnections: readonly Connection[] = [
  connects(longhornManager, longhornManager, ['http'], 'forwards requests to the manager that owns the volume'),
  connects(longhornManager, longhornManager, ['webhook'], 'waits for its webhook before it starts its controllers'),
  connects(longhornUI, longhornManager, ['http'], 'shows and changes volumes'),
  connects(
    longhornDriverDeployer,
    longhornManager,
    ['http'],
    'deploys the CSI driver only when the API of Longhorn answers',
  ),
  connects(longhornCSIPlugin, longhornManager, ['http'], 'creates, attaches and detaches volumes'),
  connects(snapshotJob, longhornManager, ['http'], 'orders the daily snapshots'),
  connects(backupJob, longhornManager, ['http'], 'orders the daily backups'),
  connects(shareManager, longhornManager, ['recovery'], 'stores the state of NFS clients'),
  connects(longhornManager, shareManager, ['grpc'], 'mounts the shared volume and watches its health'),
  connects(longhornManager, instanceManager, ['grpc'], 'starts and watches engines and replicas'),
  connects(longhornManager, backingImageManager, ['grpc'], 'distributes backing images'),
  connects(longhornManager, backingImageDataSource, ['grpc'], 'prepares backing images'),
  connects(longhornManager, supportBundle, ['http'], 'downloads the bundle'),
];

const dataConnections: readonly Connection[] = [
  connects(instanceManager, instanceManager, ['grpc'], 'reaches the engines of other nodes through their proxy'),
  connects(instanceManager, instanceManager, ['data'], 'replicates blocks'),
  connects(instanceManager, backingImageDataSource, ['grpc'], 'fetches the file of a backing image'),
  connects(backingImageManager, instanceManager, ['data'], 'exports a volume to a backing image'),
  connects(backingImageDataSource, instanceManager, ['data'], 'reads the volume that a backing image is made from'),
  connects(backingImageManager, backingImageManager, ['grpc', 'sync'], 'copies backing images between nodes'),
  connects(
    backingImageManager,
    backingImageDataSource,
    ['grpc', 'sync'],
    'takes over the first copy of a backing image',
  ),
  connects(backingImageDataSource, backingImageManager, ['grpc', 'sync'], 'hands the prepared backing image over'),
  connects(volumeMount, instanceManager, ['iscsi'], 'attaches volumes as block devices'),
  connects(volumeMount, shareManager, ['nfs'], 'mounts volumes that many nodes share'),
];

type Backup = Exclude<Cluster['storage'], false>['backup'];

function backupConnections(backup: Backup): Connection[] {
  if (backup === undefined) return [];
  const { hosts, port } = backupTarget(backup);
  return outside(hosts).flatMap(to => [
    { from: longhornManager, to, ports: [port], why: 'lists and deletes backups' },
    { from: instanceManager, to, ports: [port], why: 'writes and reads the blocks of backups' },
  ]);
}

/** Where backups go. S3 clients put the bucket into the path or before the host, as the service asks. */
function backupTarget({ target, endpoint }: NonNullable<Backup>): { hosts: string[]; port: Port } {
  if (target.kind === 'nfs') return { hosts: [target.server], port: tcp(2049) };
  const host = endpoint ?? `s3.${target.region}.amazonaws.com`;
  return { hosts: [host, `${target.bucket}.${host}`], port: tcp(443) };
}

/** `longhorn 1.12 docs/snapshots-and-backups/backup-and-restore/set-backup-target`. */
function backupSecrets(backup: Backup): RequiredSecret[] {
  if (backup?.secret === undefined) return [];
  const { secret: name, endpoint, target } = backup;
  return [
    {
      namespace: longhornManager.namespace,
      name,
      keys: {
        AWS_ACCESS_KEY_ID: { variable: 'BACKUP_ACCESS_KEY_ID' },
        AWS_SECRET_ACCESS_KEY: { variable: 'BACKUP_SECRET_ACCESS_KEY' },
        ...(endpoint !== undefined && { AWS_ENDPOINTS: { text: `https://${endpoint}` } }),
      },
      why: `Longhorn writes backups to ${target.text} with it`,
    },
  ];
}
