import type { Cluster } from '../config/schema/cluster';
import { type DescribePart, nothing } from './graph';
import { usesApi } from './kubernetes';
import { type Connection, tcp, udp, workload } from './workload';

/** `external-dns 1.21.1 charts/external-dns`. */
export const externalDNS = workload({
  layer: 'external-dns',
  namespace: 'external-dns',
  name: 'external-dns',
  network: 'pod',
  labels: { 'app.kubernetes.io/name': 'external-dns' },
  ports: { http: tcp(7979) },
  scraped: ['http'],
});

export const externalDNSPart: DescribePart = ({ dns }) =>
  dns === undefined
    ? nothing
    : {
        workloads: [externalDNS],
        connections: [
          usesApi(externalDNS, 'watches Gateways, routes and LoadBalancer Services for host names'),
          provider(dns),
        ],
      };

function provider(dns: NonNullable<Cluster['dns']>): Connection {
  const from = externalDNS;
  return dns.provider === 'cloudflare'
    ? { from, to: { names: ['api.cloudflare.com'] }, ports: [tcp(443)], why: 'writes records by the API of Cloudflare' }
    : {
        from,
        to: { cidrs: [`${dns.server}/32`] },
        ports: [udp(53), tcp(53)],
        why: 'transfers its zones and updates them (RFC 2136)',
      };
}
