import type { Cluster } from '../../config/schema/cluster';
import { charts } from '../../config/versions';
import { formatCidr } from '../../model/cidr';
import { usesApi } from '../kubernetes';
import { layer } from '../layer';
import type { RequiredSecret } from '../secret';
import { type Connection, tcp, udp, workload } from '../workload';
import { externalDNSValues } from './external-dns-values';

/** `external-dns 1.21.1 charts/external-dns`. */
export const externalDNS = workload({
  namespace: 'external-dns',
  name: 'external-dns',
  network: 'pod',
  labels: { 'app.kubernetes.io/name': 'external-dns' },
  ports: { http: tcp(7979) },
  scraped: ['http'],
});

/**
 * Records for the host names of routes on labelled Gateways, and for Services and DNSEndpoints that ask by annotation.
 * Its sources never sync without the CRDs of Gateway API. Needs the Secret with the provider's credentials.
 *
 * Upstream: https://kubernetes-sigs.github.io/external-dns/v0.21.0/
 */
export const externalDNSLayer = layer({
  name: 'external-dns',
  settings: ({ dns }) => dns,
  namespace: 'external-dns',
  provides: ['externaldns.k8s.io/*'],
  requires: ['gateway.networking.k8s.io/*'],
  keepsRemovedObjects: true,
  processes: [{ name: 'external-dns' }],
  jobs: () => ['external-dns'],
  release: { chart: charts['external-dns'], releaseName: 'external-dns', values: externalDNSValues },
  secrets: dns => [credentials(dns)],
  describe: dns => ({
    workloads: [externalDNS],
    connections: [
      usesApi(externalDNS, 'watches Gateways, routes and LoadBalancer Services for host names'),
      provider(dns),
    ],
  }),
});

function provider(dns: NonNullable<Cluster['dns']>): Connection {
  const from = externalDNS;
  return dns.provider === 'cloudflare'
    ? { from, to: { names: ['api.cloudflare.com'] }, ports: [tcp(443)], why: 'writes records by the API of Cloudflare' }
    : {
        from,
        to: { cidrs: [formatCidr(dns.server)] },
        ports: [udp(53), tcp(53)],
        why: 'transfers its zones and updates them (RFC 2136)',
      };
}

function credentials({ secret, provider, zones }: NonNullable<Cluster['dns']>): RequiredSecret {
  const keys: RequiredSecret['keys'] =
    provider === 'cloudflare'
      ? { 'api-token': { variable: 'EXTERNAL_DNS_CLOUDFLARE_TOKEN' } }
      : { 'tsig-keyname': { variable: 'TSIG_KEY_NAME' }, 'tsig-secret': { variable: 'TSIG_SECRET' } };
  const why = `ExternalDNS writes the records of ${zones.join(', ')}`;
  return { namespace: externalDNS.namespace, name: secret, keys, why };
}
