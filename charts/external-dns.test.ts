import { Testing } from 'cdk8s';
import { printLayer } from '../test/print-layer';
import { checkValues } from '../upstream/values';
import { ExternalDNS } from './external-dns';
import { type ExternalDNSValuesProps, externalDNSValues } from './external-dns-values';

const cloudflare: ExternalDNSValuesProps = {
  cluster: 'minimal',
  dns: { provider: 'cloudflare', zones: ['example.net'], secret: 'external-dns-cloudflare' },
  monitored: true,
};
const rfc2136: ExternalDNSValuesProps = {
  ...cloudflare,
  dns: { provider: 'rfc2136', zones: ['example.net', 'example.org'], server: '192.0.2.53', secret: 'tsig' },
};

test('records at Cloudflare', () => {
  const layer = new ExternalDNS(Testing.app(), 'external-dns', { ...cloudflare, allowances: [] });
  expect(printLayer(layer)).toMatchSnapshot();
});

test.each([cloudflare, rfc2136])('the chart knows every value for $dns.provider', props => {
  expect(checkValues('external-dns', externalDNSValues(props))).toEqual([]);
});

test('an own server is told each of its zones, and the key comes out of the Secret', () => {
  const { env, extraArgs } = externalDNSValues(rfc2136);
  expect(extraArgs).toEqual(
    expect.arrayContaining(['--rfc2136-host=192.0.2.53', '--rfc2136-zone=example.net', '--rfc2136-zone=example.org']),
  );
  expect(env.map(({ valueFrom }) => valueFrom.secretKeyRef)).toEqual([
    { name: 'tsig', key: 'tsig-keyname' },
    { name: 'tsig', key: 'tsig-secret' },
  ]);
});

test('what external-dns 0.22 changes is written down, so that an update changes nothing', () => {
  expect(externalDNSValues(cloudflare)).toMatchObject({
    policy: 'upsert-only',
    annotationPrefix: 'external-dns.alpha.kubernetes.io/',
  });
});
