import { z } from 'zod';
import { repositoryUrl } from './repositories';
import { domain, secretName } from './values';

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
