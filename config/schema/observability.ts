import { z } from 'zod';
import { domain, largestInt32, secretName } from './values';

/** Prometheus keeps durations in 64 bits of nanoseconds, which is 106751 whole days. */
const longestDays = Math.floor(Number(2n ** 63n / 86_400_000_000_000n));

/** A quantity of Kubernetes has 64 bits with a sign, in bytes. */
const largestGiB = 2 ** 33 - 1;

export const hubble = z
  .strictObject({
    ui: z.boolean().default(true).describe('Hubble UI, the service map in a browser.'),
    metrics: z.boolean().default(true).describe('Flow metrics for Prometheus with bounded cardinality.'),
    export: z
      .strictObject({
        fileSizeMB: z.int().min(1).max(largestInt32).default(10).describe('Size in MB at which the file is rotated.'),
        fileBackups: z
          .int()
          .min(0)
          .max(largestInt32)
          .default(5)
          .describe('Rotated files kept per node; with the size this is the retention.'),
      })
      .or(z.literal(false))
      .default(false)
      .describe('Flow log on every node, with the fields that show who was denied what, and by which policy.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Hubble, the view on every flow; `false` turns it off.');

export const monitoring = z
  .strictObject({
    retentionDays: z.int().min(1).max(longestDays).default(15).describe('How long Prometheus keeps samples.'),
    storageGiB: z.int().min(1).max(largestGiB).default(20).describe('Volume of Prometheus; needs `storage`.'),
    alertReceivers: z
      .strictObject({
        secret: secretName.describe('Secret in monitoring whose key `alertmanager.yaml` is the configuration.'),
        hosts: z.array(domain).prefault([]).describe('What Alertmanager may connect to on port 443.'),
      })
      .optional()
      .describe('Where alerts go; without it they stay in Alertmanager.'),
    grafanaSecret: secretName.prefault('grafana-admin').describe('Keys `admin-user` and `admin-password`.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Prometheus, Alertmanager and Grafana; `false` turns them off.');
