import type { Cluster } from '../../config/schema/cluster';
import type { RequiredSecret } from './secret';

/** `longhorn 1.12 docs/snapshots-and-backups/backup-and-restore/set-backup-target`. */
export function longhornSecrets({ storage }: Cluster): RequiredSecret[] {
  if (storage === false || storage.backup?.secret === undefined) return [];
  const { secret: name, endpoint, target } = storage.backup;
  return [
    {
      namespace: 'longhorn-system',
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
