import { minimalCluster } from '../../test/fleet';
import { checkValues } from '../../upstream/values';
import { externalDNSValues } from './external-dns-values';

const cloudflare = { provider: 'cloudflare', zones: ['example.net'], secret: 'external-dns-cloudflare' } as const;
const rfc2136 = {
  provider: 'rfc2136',
  zones: ['example.net', 'example.org'],
  server: '192.0.2.53',
  secret: 'tsig',
} as const;

const valuesFor = (dns: object) => {
  const cluster = minimalCluster({ dns });
  return externalDNSValues(cluster.dns!, cluster);
};

test.each([cloudflare, rfc2136])('the chart knows every value for $provider', dns => {
  expect(checkValues('external-dns', valuesFor(dns))).toEqual([]);
});

test('a DNS server of your own gets each of its zones, and the key comes out of the Secret', () => {
  const { env, extraArgs } = valuesFor(rfc2136);
  expect(extraArgs).toEqual(
    expect.arrayContaining(['--rfc2136-host=192.0.2.53', '--rfc2136-zone=example.net', '--rfc2136-zone=example.org']),
  );
  expect(env.map(({ valueFrom }) => valueFrom.secretKeyRef)).toEqual([
    { name: 'tsig', key: 'tsig-keyname' },
    { name: 'tsig', key: 'tsig-secret' },
  ]);
});

test('what external-dns 0.22 changes is written down, so that an update changes nothing', () => {
  expect(valuesFor(cloudflare)).toMatchObject({
    policy: 'upsert-only',
    annotationPrefix: 'external-dns.alpha.kubernetes.io/',
  });
});
