import type { Construct } from 'constructs';
import { charts } from '../config/versions';
import { HelmRelease } from '../constructs/helm-release';
import { Layer } from '../constructs/layer';
import { crdMayBeMissing, syncWave } from '../constructs/sync';
import type { Allowance } from '../graph/allowance';
import type { Exposure } from '../graph/interface';
import { backupJob, longhornManager, snapshotJob } from '../graph/layers/longhorn-workloads';
import { RecurringJob, type RecurringJobSpec, RecurringJobSpecTask as Task } from '../imports/longhorn.io';
import { allow } from './allow';
import { expose } from './expose';
import { type LonghornValuesProps, longhornValues } from './longhorn-values';

export interface LonghornProps extends LonghornValuesProps {
  readonly allowances: readonly Allowance[];
  readonly exposures: readonly Exposure[];
}

const { namespace } = longhornManager;

/**
 * Replicated volumes on the nodes' own disks, the default storage class, and daily snapshots and backups of every
 * volume without jobs of its own. Needs the Talos extensions and the user volume of the bootstrap, a node label for
 * every node that stores, and the Secret of the backup target.
 *
 * Upstream: https://longhorn.io/docs/1.12.1/
 */
export class Longhorn extends Layer {
  constructor(scope: Construct, name: string, { storage, monitored, allowances, exposures }: LonghornProps) {
    super(scope, name);
    allow(this, allowances);
    new HelmRelease(this, 'release', {
      chart: charts.longhorn,
      releaseName: 'longhorn',
      namespace,
      values: longhornValues({ storage, monitored }),
    });
    if (storage.snapshotsRetained > 0)
      this.everyVolume(snapshotJob.name, { task: Task.SNAPSHOT, cron: '0 1 * * *', retain: storage.snapshotsRetained });
    if (storage.backup)
      this.everyVolume(backupJob.name, { task: Task.BACKUP, cron: '0 3 * * *', retain: storage.backup.retain });
    expose(this, exposures);
  }

  /** A volume without jobs of its own is in the group `default`. */
  private everyVolume(name: string, job: RecurringJobSpec): void {
    new RecurringJob(this, name, {
      metadata: { name, namespace, annotations: { ...syncWave(1), ...crdMayBeMissing } },
      spec: { ...job, groups: ['default'], concurrency: 2 },
    });
  }
}
