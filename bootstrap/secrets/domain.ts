import type { Cluster } from '../../config/schema/cluster';
import type { RequiredSecret } from './secret';

/** What cert-manager and ExternalDNS prove with that the domain is yours. */
export function domainSecrets(cluster: Cluster): RequiredSecret[] {
  return [...certificateSecrets(cluster), ...recordSecrets(cluster)];
}

function certificateSecrets({ certificates }: Cluster): RequiredSecret[] {
  if (certificates.issuer !== 'acme' || certificates.challenge !== 'dns01') return [];
  return [
    {
      namespace: 'cert-manager',
      name: certificates.secret,
      keys: { 'api-token': { variable: 'CERT_MANAGER_CLOUDFLARE_TOKEN' } },
      why: 'cert-manager proves through DNS that the domain is yours; permissions: Zone:Read and DNS:Edit',
    },
  ];
}

function recordSecrets({ dns }: Cluster): RequiredSecret[] {
  if (dns === undefined) return [];
  const { secret: name, provider, zones } = dns;
  const keys: RequiredSecret['keys'] =
    provider === 'cloudflare'
      ? { 'api-token': { variable: 'EXTERNAL_DNS_CLOUDFLARE_TOKEN' } }
      : { 'tsig-keyname': { variable: 'TSIG_KEY_NAME' }, 'tsig-secret': { variable: 'TSIG_SECRET' } };
  return [{ namespace: 'external-dns', name, keys, why: `ExternalDNS writes the records of ${zones.join(', ')}` }];
}
