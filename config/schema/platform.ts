import { z } from 'zod';
import { parseBackupTarget } from '../../model/backup-target';
import { runtimePolicyNames } from '../runtime-policies';
import { cidr, ipv4 } from './addresses';
import { form } from './form';
import { repositoryUrl } from './repositories';
import { dnsLabel, domain, labels, secretName } from './values';

const runtimePolicy = z.enum(runtimePolicyNames);

const exposure = z
  .enum(['internal', 'public', 'none'])
  .describe('Which Gateway serves it: the internal one, the public one, or none.');

export const ingress = z.strictObject({
  gateways: z
    .strictObject({
      public: z.boolean().default(true).describe('Gateway `public`, for what the world may reach.'),
      internal: z.boolean().default(true).describe('Gateway `internal`, for the platform’s own user interfaces.'),
    })
    .prefault({})
    .describe('Gateways that routes attach to, each with an address of its own.'),
  controller: z
    .boolean()
    .default(false)
    .describe('Cilium’s Ingress controller beside Gateway API, for workloads that still bring Ingress objects.'),
  expose: z
    .strictObject({
      hubble: exposure.default('internal'),
      grafana: exposure.default('internal'),
      prometheus: exposure.default('internal'),
      alertmanager: exposure.default('internal'),
      argocd: exposure.default('internal'),
      longhorn: exposure.default('internal'),
    })
    .prefault({})
    .describe('Hubble, Prometheus, Alertmanager and Longhorn have no login of their own: keep them internal.'),
});

export const egress = z.strictObject({
  cidrGroups: z
    .array(
      z.strictObject({
        name: dnsLabel.describe('Name of the CiliumCIDRGroup.'),
        cidrs: z.array(cidr).min(1).describe('Networks of the group.'),
      }),
    )
    .prefault([])
    .describe('Named networks (CiliumCIDRGroup) that policies refer to.'),
  gateways: z
    .array(
      z.strictObject({
        name: dnsLabel.describe('Name of the policy.'),
        namespaces: z.array(dnsLabel).min(1).describe('Pods of these namespaces leave through the gateway.'),
        destinations: z.array(cidr).min(1).describe('Networks outside the cluster.'),
        excluded: z.array(cidr).prefault([]).describe('Parts of the destinations that leave from the own node.'),
        nodeSelector: labels.describe('The node that is the gateway.'),
        address: ipv4.optional().describe('Source address to leave with; already on the gateway node.'),
        interface: z.string().min(1).optional().describe('Interface whose address is the source; not with `address`.'),
      }),
    )
    .prefault([])
    .describe('CiliumEgressGatewayPolicy: a fixed source address for traffic to destinations.'),
  nodeLocalDNS: z.boolean().default(false).describe('A DNS cache on every node, reached by CiliumLocalRedirectPolicy.'),
});

export const policy = z.strictObject({
  posture: z
    .enum(['audit', 'enforce'])
    .default('audit')
    .describe('`audit` reports what policies would drop and drops nothing; start there, read Hubble, then `enforce`.'),
});

export const hubble = z
  .strictObject({
    ui: z.boolean().default(true).describe('Hubble UI, the service map in a browser.'),
    metrics: z.boolean().default(true).describe('Flow metrics for Prometheus with bounded cardinality.'),
    export: z
      .strictObject({
        fileSizeMB: z.int().min(1).default(10).describe('Size in MB at which the file is rotated.'),
        fileBackups: z
          .int()
          .min(0)
          .default(5)
          .describe('Rotated files kept per node; with the size this is the retention.'),
      })
      .or(z.literal(false))
      .default(false)
      .describe('Flow log on every node, with the fields that tell who was denied what, and by which policy.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Hubble, the view on every flow; `false` turns it off.');

export const runtimeSecurity = z
  .strictObject({
    posture: z.enum(['monitor', 'enforce']).default('monitor').describe('What Tetragon does about what it sees.'),
    policies: z
      .partialRecord(runtimePolicy, z.enum(['off', 'monitor', 'enforce']))
      .default({})
      .describe('Policies whose posture differs from the cluster’s.'),
    namespaces: z
      .array(
        z.strictObject({
          name: dnsLabel.describe('One of your own namespaces.'),
          policies: z
            .partialRecord(runtimePolicy, z.enum(['monitor', 'enforce']))
            .describe('Policies that its pods get for themselves.'),
        }),
      )
      .prefault([])
      .describe('Namespaces that are ahead of the cluster: policies for their pods alone.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Tetragon. `monitor` reports; `enforce` also kills or refuses where a policy is safe to enforce.');

export const monitoring = z
  .strictObject({
    retentionDays: z.int().min(1).default(15).describe('How long Prometheus keeps samples.'),
    storageGiB: z.int().min(1).default(20).describe('Volume of Prometheus; needs `storage`.'),
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

/** The most that one job may keep: Longhorn's setting `recurring-job-max-retention` (`longhorn 1.12`). */
const recurringJobRetention = 100;

const backup = z.strictObject({
  target: form({
    title: 'a Longhorn backup target, `s3://BUCKET@REGION/` or `nfs://SERVER:/PATH`',
    example: 's3://backups@eu-central-1/',
    pattern: /^(s3|nfs):\/\/\S+$/,
    parse: parseBackupTarget,
  }).describe('Where backups go: an S3 bucket or an NFS export.'),
  secret: secretName.optional().describe('Secret in longhorn-system with the credentials of an `s3` target.'),
  endpoint: domain.optional().describe('Host of the S3 endpoint; Amazon’s of the region where absent.'),
  retain: z.int().min(1).max(recurringJobRetention).default(14).describe('Backups kept per volume.'),
});

export const storage = z
  .strictObject({
    replicas: z.int().min(1).max(20).default(3).describe('Copies of every volume; not more than nodes that store.'),
    disks: z
      .string()
      .default('!system_disk')
      .describe('CEL expression that selects the disk for Longhorn on every node (Talos UserVolumeConfig).'),
    snapshotsRetained: z
      .int()
      .min(0)
      .max(recurringJobRetention)
      .default(7)
      .describe('Daily snapshots kept per volume; 0 is none.'),
    backup: backup.optional().describe('Daily backups of every volume; none where absent.'),
  })
  .or(z.literal(false))
  .prefault({})
  .describe('Longhorn.');

export const argocd = z
  .strictObject({
    hostname: domain.optional().describe('`argocd.<domain>` where absent.'),
    adminSecret: z
      .literal('argocd-secret')
      .default('argocd-secret')
      .describe('Argo CD reads no other Secret; keys `server.secretkey` and `admin.password` (bcrypt).'),
    repositories: z
      .array(
        z.strictObject({
          url: repositoryUrl.describe('Git repository, or Helm repository by `https` or `oci`.'),
          secret: secretName.optional().describe('Credential Secret in argocd; public where absent.'),
        }),
      )
      .prefault([])
      .describe('Further repositories that workloads may be synced from.'),
  })
  .prefault({})
  .describe('Argo CD.');
