import type { Cluster } from '../../config/schema/cluster';

type Dns = NonNullable<Cluster['dns']>;

/** Gateways with this label get records, and the routes on them give the names; a Gateway without it is ignored. */
export const recordedGateways = { 'external-dns': 'enabled' } as const;

/** `external-dns 1.21.1 charts/external-dns/values.yaml`. */
export function externalDNSValues(dns: Dns, { name, monitoring }: Pick<Cluster, 'name' | 'monitoring'>) {
  const { env, args } = access(dns);
  return {
    provider: { name: dns.provider },
    sources: ['service', 'gateway-httproute', 'gateway-grpcroute', 'crd'],
    domainFilters: dns.zones,
    // Creates and changes records, and never deletes one: a mistake in Git cannot remove a name.
    policy: 'upsert-only',
    registry: 'txt',
    txtOwnerId: `infraflux-${name}`,
    txtPrefix: '_edns.',
    // The default prefix changes in external-dns 0.22, which would then ignore every annotation.
    annotationPrefix: 'external-dns.alpha.kubernetes.io/',
    env,
    extraArgs: ['--service-type-filter=LoadBalancer', `--gateway-label-filter=${labelFilter}`, ...args],
    serviceMonitor: { enabled: monitoring !== false },
  };
}

const labelFilter = Object.entries(recordedGateways)
  .map(([key, value]) => `${key}=${value}`)
  .join(',');

/** The credentials, and the server they are for. Flags can be given as variables: `external-dns 0.21 docs/flags.md`. */
function access(dns: Dns) {
  const fromSecret = (variable: string, key: string) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: dns.secret, key } },
  });
  if (dns.provider === 'cloudflare') return { env: [fromSecret('CF_API_TOKEN', 'api-token')], args: [] };
  return {
    env: [
      fromSecret('EXTERNAL_DNS_RFC2136_TSIG_KEYNAME', 'tsig-keyname'),
      fromSecret('EXTERNAL_DNS_RFC2136_TSIG_SECRET', 'tsig-secret'),
    ],
    args: [
      `--rfc2136-host=${dns.server.text}`,
      '--rfc2136-port=53',
      '--rfc2136-tsig-secret-alg=hmac-sha256',
      '--rfc2136-tsig-axfr',
      ...dns.zones.map(zone => `--rfc2136-zone=${zone}`),
    ],
  };
}
