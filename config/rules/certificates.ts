import { isInDomain } from '../../model/dns-name';
import type { Cluster } from '../schema/cluster';
import { type ClusterFinding, type ClusterRule, clusterRule, duplicates, type FindInCluster, when } from './rule';

type Acme = Extract<Cluster['certificates'], { issuer: 'acme' }>;

/** Top-level domains that no public authority signs for (RFC 2606, RFC 6761, RFC 6762, RFC 8375, ICANN `internal`). */
const privateDomains = ['local', 'internal', 'home.arpa', 'lan', 'test', 'invalid', 'localhost', 'example'];

const onAcme =
  (find: (acme: Acme, cluster: Cluster) => readonly ClusterFinding[]): FindInCluster =>
  cluster =>
    cluster.certificates.issuer === 'acme' ? find(cluster.certificates, cluster) : [];

export const certificateRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'acme-for-private-domain',
    severity: 'error',
    title: 'Public certificates for a private domain',
    why: 'A public authority proves that you control the name in public DNS. Names below `local`, `internal`, `lan` and the like are not there, so no certificate is ever issued and the Gateways never become ready.',
    wrong: `
domain: lab.internal
certificates: {issuer: acme, email: platform@infraflux.dev}
`,
    right: `
domain: lab.internal
certificates: {issuer: internal-ca}
`,
    source: 'RFC 2606, RFC 6761, RFC 6762, RFC 8375, and ICANN’s reservation of `internal`',
    find: onAcme((_, { domain }) =>
      when(
        privateDomains.some(suffix => isInDomain(domain, suffix)),
        {
          at: ['certificates', 'issuer'],
          message: `no public authority signs certificates for \`${domain}\``,
          allowed: '`internal-ca` or `self-signed` for a private domain',
          repair: 'write `issuer: internal-ca`, or use a domain that you own',
        },
      ),
    ),
  }),
  clusterRule({
    code: 'acme-staging',
    severity: 'warning',
    title: 'Certificates from the staging directory',
    why: 'The staging directory has generous rate limits and an authority that no client trusts. It is for the first order only.',
    wrong: 'certificates: {issuer: acme, email: platform@infraflux.dev, directory: staging}',
    right: 'certificates: {issuer: acme, email: platform@infraflux.dev, directory: production}',
    find: onAcme(({ directory }) =>
      when(directory === 'staging', {
        at: ['certificates', 'directory'],
        message: 'certificates of the staging directory are signed by an authority that no client trusts',
        allowed: '`production` for a cluster that is used',
        repair: 'write `directory: production` once the first order has succeeded',
      }),
    ),
  }),
  clusterRule({
    code: 'dns01-without-cloudflare',
    severity: 'error',
    title: '`dns01` while the zones are elsewhere',
    why: 'cert-manager proves control of the domain by a record that it writes at Cloudflare. With the zones at another provider, the record never appears.',
    wrong: `
dns: {provider: rfc2136, zones: [infraflux.dev], server: 192.168.10.53}
certificates: {issuer: acme, email: platform@infraflux.dev, challenge: dns01}
`,
    right: `
dns: {provider: cloudflare, zones: [infraflux.dev]}
certificates: {issuer: acme, email: platform@infraflux.dev, challenge: dns01}
`,
    find: onAcme(({ challenge }, { dns }) =>
      when(challenge === 'dns01' && dns !== undefined && dns.provider !== 'cloudflare', {
        at: ['certificates', 'challenge'],
        message: `\`dns01\` writes its record at Cloudflare, but the zones are at \`${dns?.provider}\``,
        allowed: '`dns01` with `dns.provider: cloudflare`, `http01` with any',
        repair: 'write `challenge: http01`, or let an internal CA sign',
      }),
    ),
  }),
  clusterRule({
    code: 'http01-without-public-gateway',
    severity: 'error',
    title: '`http01` without a public Gateway',
    why: 'Let’s Encrypt fetches the proof from port 80 of the name. The public Gateway answers there, and it is off.',
    wrong: `
ingress:
  gateways: {public: false, internal: false}
  expose: {hubble: none, grafana: none, prometheus: none, alertmanager: none, argocd: none, longhorn: none}
certificates: {issuer: acme, email: platform@infraflux.dev, challenge: http01}
`,
    right: `
ingress:
  gateways: {public: true, internal: false}
  expose: {hubble: none, grafana: none, prometheus: none, alertmanager: none, argocd: public, longhorn: none}
certificates: {issuer: acme, email: platform@infraflux.dev, challenge: http01}
`,
    find: onAcme(({ challenge }, { ingress }) =>
      when(challenge === 'http01' && !ingress.gateways.public, {
        at: ['certificates', 'challenge'],
        message: '`http01` is answered by the public Gateway, which is off',
        allowed: '`http01` with `ingress.gateways.public: true`',
        repair: 'write `challenge: dns01`, or turn on the public Gateway',
      }),
    ),
  }),
  clusterRule({
    code: 'http01-for-internal-names',
    severity: 'error',
    title: '`http01` for the internal Gateway',
    why: '`http01` proves only names that the world reaches on port 80. The certificate of the internal Gateway is never issued, and every later sync wave waits for it.',
    wrong: 'certificates: {issuer: acme, email: platform@infraflux.dev, challenge: http01}',
    right: 'certificates: {issuer: acme, email: platform@infraflux.dev, challenge: dns01}',
    find: onAcme(({ challenge }, { ingress }) =>
      when(challenge === 'http01' && ingress.gateways.internal, {
        at: ['certificates', 'challenge'],
        message:
          '`http01` proves only names that the world reaches on port 80: those of the internal Gateway get no certificate',
        allowed: '`dns01`, or `http01` without an internal Gateway',
        repair: 'write `challenge: dns01`, or let an internal CA sign',
      }),
    ),
  }),
  clusterRule({
    code: 'domain-outside-zones',
    severity: 'error',
    title: 'A domain that no DNS zone holds',
    why: 'external-dns writes records only into the zones that it is given. With none above the domain, no name of the platform resolves.',
    wrong: 'dns: {provider: cloudflare, zones: [infraflux.net]}',
    right: 'dns: {provider: cloudflare, zones: [infraflux.dev]}',
    find: ({ dns, domain }) =>
      when(dns !== undefined && !dns.zones.some(zone => isInDomain(domain, zone)), {
        at: ['dns', 'zones'],
        message: `no zone holds the domain \`${domain}\`: external-dns would write no record for it`,
        allowed: `\`${domain}\` or a domain above it among the zones`,
        repair: `add the zone of \`${domain}\``,
      }),
  }),
  clusterRule({
    code: 'duplicate-zone',
    severity: 'error',
    title: 'A DNS zone listed twice',
    why: 'One entry is a mistake, often for another zone.',
    wrong: 'dns: {provider: cloudflare, zones: [infraflux.dev, infraflux.dev]}',
    right: 'dns: {provider: cloudflare, zones: [infraflux.dev]}',
    find: ({ dns }) =>
      duplicates(
        dns?.zones ?? [],
        zone => zone,
        (zone, index) => ({
          at: ['dns', 'zones', index],
          message: `zone \`${zone}\` is listed twice`,
          allowed: 'every zone once',
          repair: 'remove one of the two',
        }),
      ),
  }),
];
