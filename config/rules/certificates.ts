import type { Cluster } from '../schema/cluster';
import { type ClusterRule, duplicates, error, type Fault, warning, when } from './rule';

type Acme = Extract<Cluster['certificates'], { issuer: 'acme' }>;

/** Top-level domains that no public authority signs for (RFC 2606, RFC 6761, RFC 6762, RFC 8375, ICANN `internal`). */
const privateDomains = ['local', 'internal', 'home.arpa', 'lan', 'test', 'invalid', 'localhost', 'example'];

const onAcme =
  (find: (acme: Acme, cluster: Cluster) => readonly Fault[]): ClusterRule['find'] =>
  cluster =>
    cluster.certificates.issuer === 'acme' ? find(cluster.certificates, cluster) : [];

/** `a.b.c` is in the domains `a.b.c`, `b.c` and `c`. */
const isIn = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

export const certificateRules: readonly ClusterRule[] = [
  error(
    'acme-for-private-domain',
    onAcme((_, { domain }) =>
      when(
        privateDomains.some(suffix => isIn(domain, suffix)),
        {
          path: ['certificates', 'issuer'],
          message: `no public authority signs certificates for \`${domain}\``,
          allowed: '`internal-ca` or `self-signed` for a private domain',
          repair: 'write `issuer: internal-ca`, or use a domain that you own',
        },
      ),
    ),
  ),
  warning(
    'acme-staging',
    onAcme(({ directory }) =>
      when(directory === 'staging', {
        path: ['certificates', 'directory'],
        message: 'certificates of the staging directory are signed by an authority that no client trusts',
        allowed: '`production` for a cluster that is used',
        repair: 'write `directory: production` as soon as an order went through',
      }),
    ),
  ),
  error(
    'dns01-without-cloudflare',
    onAcme(({ challenge }, { dns }) =>
      when(challenge === 'dns01' && dns !== undefined && dns.provider !== 'cloudflare', {
        path: ['certificates', 'challenge'],
        message: `\`dns01\` writes its record at Cloudflare, but the zones are at \`${dns?.provider}\``,
        allowed: '`dns01` with `dns.provider: cloudflare`, `http01` with any',
        repair: 'write `challenge: http01`, or let an internal CA sign',
      }),
    ),
  ),
  error(
    'http01-without-public-gateway',
    onAcme(({ challenge }, { ingress }) =>
      when(challenge === 'http01' && !ingress.gateways.public, {
        path: ['certificates', 'challenge'],
        message: '`http01` is answered by the public Gateway, which is off',
        allowed: '`http01` with `ingress.gateways.public: true`',
        repair: 'write `challenge: dns01`, or turn on the public Gateway',
      }),
    ),
  ),
  // An error, because the Gateway waits for its certificate, and every later wave for the Gateway.
  error(
    'http01-for-internal-names',
    onAcme(({ challenge }, { ingress }) =>
      when(challenge === 'http01' && ingress.gateways.internal, {
        path: ['certificates', 'challenge'],
        message:
          '`http01` proves only names that the world reaches on port 80: those of the internal Gateway get no certificate',
        allowed: '`dns01`, or `http01` without an internal Gateway',
        repair: 'write `challenge: dns01`, or let an internal CA sign',
      }),
    ),
  ),
  error('domain-outside-zones', ({ dns, domain }) =>
    when(dns !== undefined && !dns.zones.some(zone => isIn(domain, zone)), {
      path: ['dns', 'zones'],
      message: `no zone holds the domain \`${domain}\`: external-dns would write no record for it`,
      allowed: `\`${domain}\` or a domain above it among the zones`,
      repair: `add the zone of \`${domain}\``,
    }),
  ),
  error('duplicate-zone', ({ dns }) =>
    duplicates(
      dns?.zones ?? [],
      zone => zone,
      (zone, index) => ({
        path: ['dns', 'zones', index],
        message: `zone \`${zone}\` is listed twice`,
        allowed: 'every zone once',
        repair: 'remove one of the two',
      }),
    ),
  ),
  error('hostname-outside-domain', ({ argocd: { hostname }, domain }) =>
    when(hostname !== undefined && !isIn(hostname, domain), {
      path: ['argocd', 'hostname'],
      message: `the Gateways serve names below \`${domain}\`, and \`${hostname}\` is none`,
      allowed: `a name below \`${domain}\``,
      repair: `did you mean \`argocd.${domain}\`?`,
    }),
  ),
];
