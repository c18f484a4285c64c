import { z } from 'zod';
import { nodeAddress } from './addresses';
import { text } from './form';
import { domain, secretName } from './values';

const providers = '`cloudflare`, or `rfc2136` for a server of your own that takes signed updates.';
const zones = 'DNS zones that records may be written in.';

export const dns = z
  .discriminatedUnion('provider', [
    z.strictObject({
      provider: z.literal('cloudflare').describe(providers),
      zones: z.array(domain).min(1).describe(zones),
      secret: secretName.prefault('external-dns-cloudflare').describe('Key `api-token`.'),
    }),
    z.strictObject({
      provider: z.literal('rfc2136').describe(providers),
      zones: z.array(domain).min(1).describe(zones),
      server: nodeAddress.describe('The authoritative server that takes updates.'),
      secret: secretName.prefault('external-dns-rfc2136').describe('Keys `tsig-keyname` and `tsig-secret`.'),
    }),
  ])
  .optional()
  .describe('External-DNS writes records for Gateways, routes and LoadBalancer Services.');

const email = text({
  title: 'an e-mail address',
  example: 'platform@example.net',
  pattern: z.regexes.email,
  accepts: written => z.regexes.email.test(written),
});

const issuers =
  '`acme` is Let’s Encrypt; `internal-ca` is an authority of this cluster, which your devices must learn to trust; no client trusts `self-signed`.';

export const certificates = z
  .discriminatedUnion('issuer', [
    z.strictObject({
      issuer: z.literal('acme').describe(issuers),
      email: email.describe('Account that Let’s Encrypt writes to.'),
      directory: z.enum(['production', 'staging']).default('production').describe('Let’s Encrypt.'),
      challenge: z.enum(['dns01', 'http01']).default('dns01').describe('`http01` needs the public Gateway.'),
      secret: secretName
        .prefault('cloudflare-api-token')
        .describe('For `dns01`: Secret in cert-manager, key `api-token`.'),
    }),
    z.strictObject({ issuer: z.literal('internal-ca').describe(issuers) }),
    z.strictObject({ issuer: z.literal('self-signed').describe(issuers) }),
  ])
  .prefault({ issuer: 'internal-ca' })
  .describe('Who signs the certificates of the Gateways.');
