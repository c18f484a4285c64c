import { z } from 'zod';
import { parseBackupTarget } from '../../model/backup-target';
import { celFault } from '../../model/cel';
import { reachable } from './addresses';
import { form, text } from './form';
import { ipv6Host } from './repositories';
import { domain, secretName } from './values';

const diskSelector = text({
  title: 'a CEL expression on a disk',
  example: "disk.transport == 'nvme' && !system_disk",
  accepts: written => celFault(written) === undefined,
  misread: written => (written.trim() === '' ? undefined : { because: `CEL does not parse it: ${celFault(written)}` }),
});

/** The most that one job may keep: Longhorn's setting `recurring-job-max-retention` (`longhorn 1.12`). */
const recurringJobRetention = 100;

const backup = z.strictObject({
  target: form({
    title: 'a Longhorn backup target, `s3://BUCKET@REGION/` or `nfs://SERVER:/PATH`',
    example: 's3://backups@eu-central-1/',
    pattern: /^(s3|nfs):\/\/\S+$/,
    parse: parseBackupTarget,
    misread: ipv6Host,
    refuse: [target => (target.kind === 'nfs' ? reachable(target) : undefined)],
  }).describe('Where backups go: an S3 bucket or an NFS export.'),
  secret: secretName.optional().describe('Secret in longhorn-system with the credentials of an `s3` target.'),
  endpoint: domain.optional().describe('Host of the S3 endpoint; Amazon’s of the region where absent.'),
  retain: z.int().min(1).max(recurringJobRetention).default(14).describe('Backups kept per volume.'),
});

export const storage = z
  .strictObject({
    replicas: z.int().min(1).max(20).default(3).describe('Copies of every volume; not more than nodes that store.'),
    disks: diskSelector
      .prefault('!system_disk')
      .describe('CEL expression that selects the disk for Longhorn on every node (Talos UserVolumeConfig).'),
    snapshotsRetained: z
      .int()
      .min(0)
      .max(recurringJobRetention)
      .default(7)
      .describe('Daily snapshots kept per volume; 0 takes none.'),
    backup: backup.optional().describe('Daily backups of every volume; none where absent.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Longhorn.');
