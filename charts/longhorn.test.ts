import { Testing } from 'cdk8s';
import { parseBackupTarget } from '../model/backup-target';
import { printLayer } from '../test/print-layer';
import { checkValues } from '../upstream/values';
import { contentOf } from './layer-content';
import { Longhorn, type LonghornProps } from './longhorn';
import { longhornValues } from './longhorn-values';

const backup = { target: parseBackupTarget('s3://bucket@region/')!, secret: 'longhorn-backup', retain: 30 };

type Storage = LonghornProps['storage'];
const storage: Storage = { replicas: 3, disks: '!system_disk', snapshotsRetained: 7 };

const build = (storage: Storage) =>
  new Longhorn(Testing.app(), 'longhorn', { storage, monitored: true, allowances: [], exposures: [] });

const jobsOf = (storage: Storage) => contentOf(build(storage)).objects.map(({ metadata }) => metadata.name);

test('storage with snapshots and backups', () => {
  expect(printLayer(build({ ...storage, backup }))).toMatchSnapshot();
});

test('the chart knows every value', () => {
  expect(checkValues('longhorn', longhornValues({ storage: { ...storage, backup }, monitored: true }))).toEqual([]);
});

test('deleting the Application deletes no volume', () => {
  expect(longhornValues({ storage, monitored: true }).defaultSettings.deletingConfirmationFlag).toBe(false);
});

test('only what is asked for is kept', () => {
  expect(jobsOf({ ...storage, backup })).toEqual(['daily-snapshot', 'daily-backup']);
  expect(jobsOf(storage)).toEqual(['daily-snapshot']);
  expect(jobsOf({ ...storage, snapshotsRetained: 0 })).toEqual([]);
});
